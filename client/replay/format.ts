/** A length of time as a player shows it: `4:05`, `1:04:05`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** An amount of data as megabytes, from a thousand on as gigabytes. */
export function formatBytes(bytes: number, language: string): string {
  const large = bytes >= 1e9;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: large ? 'gigabyte' : 'megabyte',
    maximumFractionDigits: large ? 2 : 1,
  }).format(bytes / (large ? 1e9 : 1e6));
}
