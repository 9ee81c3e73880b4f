const PATIENCE_MS = 15_000;

/** On SIGTERM or SIGINT: finishes what is under way, and ends; by force when that takes too long. */
export function onStop(finish: () => Promise<void>): void {
  const stop = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    finish().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
