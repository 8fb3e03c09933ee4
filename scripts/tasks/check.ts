import { runParts } from '../testing/parts.ts';
import type { Task } from './task.ts';

/** The static checks alone: format, lint, types, architecture, dead code. */
export const check: Task = async () => runParts(['static'], []);
