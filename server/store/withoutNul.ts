/** A text, or those of a list, without U+0000: PostgreSQL keeps none, so both engines leave it out of what is written and looked for. */
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value;
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
