/** The environment this process was started with; read here and nowhere else. */
export function processVariables(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
