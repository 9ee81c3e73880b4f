/** Where faults are reported to besides the log; set by sentry.ts when there is a DSN. */
let report: (error: unknown) => void = () => undefined;

export const reportFault = (error: unknown): void => report(error);

export function reportFaultsTo(reporter: (error: unknown) => void): void {
  report = reporter;
}
