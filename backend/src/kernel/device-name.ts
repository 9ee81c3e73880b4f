/** What people know their device by, as "Chrome · Windows"; empty for one that says nothing of itself. Its parser is read when first needed. */
export async function nameDevice(agent: string | undefined): Promise<string> {
  if (!agent) return '';
  const { default: bowser } = await import('bowser');
  const { browser, os, platform } = bowser.parse(agent);
  return [browser.name, platform.model ?? os.name].filter(Boolean).join(' · ');
}
