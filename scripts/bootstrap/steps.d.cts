/** The line of a step that runs: `note` shows progress, in a log only when `logText` changes. */
export interface Step {
  note(text: string, logText?: string): void;
}

/** Prints "[2/5] name … 31 s" for each step; `skip` counts one without printing it. */
export interface Steps {
  run<T>(name: string, work: (step: Step) => Promise<T>): Promise<T>;
  skip(): void;
}

/** Steps numbered from `first` to `total`. */
export function createSteps(
  total: number,
  first: number,
  out?: NodeJS.WritableStream & { isTTY?: boolean },
): Steps;

/** Time since a moment in milliseconds, for people: "3.2 s", "31 s", "5 min 12 s". */
export function elapsed(since: number, now?: number): string;
