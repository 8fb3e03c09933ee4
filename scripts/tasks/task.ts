import type { Steps } from '../bootstrap/steps.cjs';

/** What a task is given: the arguments after its name, and the numbered steps of its set-up. */
export interface TaskInput {
  args: string[];
  steps: Steps;
}

/** An npm script: does its work and answers the exit code. */
export type Task = (input: TaskInput) => Promise<number>;
