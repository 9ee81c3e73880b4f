declare module '*.svg?shapes' {
  const shapes: string;
  export default shapes;
}

interface Window {
  /** Requests that early.js began before any module was loaded, by address. */
  mngEarly?: Record<string, Promise<Response> | undefined>;
}
