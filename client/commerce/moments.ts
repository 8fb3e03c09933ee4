const pad = (value: number): string => String(value).padStart(2, '0');

/** A day as a field of dates has it, in the zone of who types. */
export function toDay(time: number): string {
  const at = new Date(time);
  return [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-');
}

/** A moment as a field of date and time has it, in the zone of who types. */
export function toMoment(time: number): string {
  const at = new Date(time);
  return `${toDay(time)}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** The moment that such a field says; null when it is empty. */
export const fromMoment = (text: string): number | null => (text ? new Date(text).getTime() : null);

/** The beginning of the day that a field of dates says; null when it is empty. */
export const fromDay = (text: string): number | null => fromMoment(text && `${text}T00:00`);
