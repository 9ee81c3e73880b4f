/** A Storage that lives in memory: for tests, and where the browser refuses to keep anything. */
export function memoryStore(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'> {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    clear: () => kept.clear(),
    removeItem: (name) => void kept.delete(name),
  };
}
