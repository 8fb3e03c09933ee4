/** A field that letters go into. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

const TYPED = /^(text|email|search|tel|url|number|password)$/;

/** Whether letters go into an element. */
export const isTextField = (element: EventTarget | null): element is TextField =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && TYPED.test(element.type) && !element.readOnly);

/** Puts letters at the end of a field, as if they were typed. */
export function type(field: TextField, letters: string): void {
  const most = field.maxLength < 0 ? Number.POSITIVE_INFINITY : field.maxLength;
  if (field.value.length + letters.length > most) return;
  write(field, field.value + letters);
}

/** Takes the last letter away. */
export function erase(field: TextField): void {
  write(field, [...field.value].slice(0, -1).join(''));
}

/** What Enter does in a field: sends a form of one field, else goes on to the next one. */
export function enterIn(field: TextField): void {
  const { form } = field;
  const fields = form ? [...form.elements].filter(isTextField) : [];
  const next = fields[fields.indexOf(field) + 1];
  if (next) next.focus({ preventScroll: true });
  else if (fields.length === 1) form!.requestSubmit();
  else field.blur();
}

function write(field: TextField, value: string): void {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
