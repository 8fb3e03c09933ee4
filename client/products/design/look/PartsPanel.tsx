import type { PartSheet } from '../../../../shared/model/authoring.ts';
import { inLanguage } from '../../../../shared/model/localText.ts';
import type { Part } from '../../../../shared/model/part.ts';
import { formatNumber } from '../../../ui/format.ts';
import { language, t, writing } from '../../../ui/i18n.ts';
import { LocalField } from '../LocalField.tsx';
import type { LookDesk } from './lookDesk.ts';

/** The parts as a tree; the one that is chosen is picked out in the picture, named and numbered. */
export function PartsPanel({ look }: { look: LookDesk }) {
  const chosen = look.parts.find(({ id }) => id === look.part.value);
  if (look.parts.length === 0) return <p class="empty">{t('design.noParts')}</p>;
  return (
    <>
      {chosen && <PartFields look={look} part={chosen} />}
      <PartList look={look} label={t('design.look.parts')} />
    </>
  );
}

/** What a part is called: by its designer, else in the file. */
export function partName(look: LookDesk, part: Part): string {
  const sheet = look.authoring.value.parts.find((one) => one.part === part.id);
  return (sheet && inLanguage(sheet.name, language.value)) || part.name || part.id;
}

type ListProps = { look: LookDesk; label: string; note?(part: Part): string };

/** All parts, those within others below them; arrows go up and down. */
export function PartList({ look, label, note }: ListProps) {
  const depths = new Map<string, number>();
  const ordered = treeOf(look.parts, depths);
  const choose = (id: string): void => {
    look.part.value = look.part.value === id ? '' : id;
  };
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const lines = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
    const next =
      lines[
        lines.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1)
      ];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ul class="part-list" aria-label={label} onKeyDown={walk}>
      {ordered.map((part) => (
        <li key={part.id} style={{ paddingInlineStart: `${(depths.get(part.id) ?? 0) * 16}px` }}>
          <button
            type="button"
            class="line"
            aria-pressed={look.part.value === part.id}
            onClick={() => choose(part.id)}
          >
            <span>
              <bdi>{partName(look, part)}</bdi>
            </span>
            <small>
              {note?.(part) ??
                t('design.trianglesOf', { count: formatNumber(part.triangles, writing.value) })}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

function treeOf(parts: readonly Part[], depths: Map<string, number>): Part[] {
  const known = new Set(parts.map(({ id }) => id));
  const below = Map.groupBy(parts, ({ parent }) => (known.has(parent) ? parent : ''));
  const walk = (parent: string, depth: number): Part[] =>
    (below.get(parent) ?? []).flatMap((part) => {
      depths.set(part.id, depth);
      return [part, ...walk(part.id, depth + 1)];
    });
  return walk('', 0);
}

function PartFields({ look, part }: { look: LookDesk; part: Part }) {
  const sheet = look.authoring.value.parts.find((one) => one.part === part.id);
  const set = (change: Partial<PartSheet>): void =>
    look.change(({ parts }) => {
      const next: PartSheet = { part: part.id, name: { en: part.name }, number: '', ...sheet, ...change };
      return {
        parts: sheet ? parts.map((one) => (one.part === part.id ? next : one)) : [...parts, next],
      };
    }, `part ${part.id}`);
  return (
    <div class="fields chosen-fields" key={part.id}>
      <LocalField
        label={t('design.partName')}
        text={sheet?.name ?? { en: part.name }}
        language={language.value}
        most={120}
        disabled={!look.editor.editable}
        onChange={(name) => set({ name })}
      />
      <div class="field">
        <label for={`number-${part.id}`}>{t('design.partNumber')}</label>
        <input
          id={`number-${part.id}`}
          dir="ltr"
          maxLength={40}
          value={sheet?.number ?? ''}
          onInput={(event) => set({ number: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}
