import { useSignal } from '@preact/signals';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { LOOK_GROUP } from '../../../shared/wire/limits.ts';
import { language, t } from '../../ui/i18n.ts';
import type { Inspection } from './inspection.ts';
import type { Together } from './together.ts';

/** Who looks along, who leads; and asking more people of the room. */
export function TogetherTools({ it, together }: { it: Inspection; together: Together }) {
  const group = together.group.value;
  return (
    <>
      {group && <Group together={together} />}
      <Ask it={it} together={together} />
    </>
  );
}

function Group({ together }: { together: Together }) {
  const { leads, leader, group, following } = together;
  const name = leader.value?.name ?? '';
  return (
    <>
      <p role="status">{leads.value ? t('inspect.togetherYouLead') : t('inspect.togetherLeads', { name })}</p>
      <ul class="look-members" aria-label={t('inspect.togetherMembers')}>
        {group.value?.members.map((one) => (
          <li key={one.id} style={{ '--mine': one.colour }} dir="auto">
            {one.name}
          </li>
        ))}
      </ul>
      <div class="tool-row">
        {!leads.value && !following.value && (
          <button type="button" class="choice" onClick={together.followAgain}>
            {t('inspect.togetherFollow', { name })}
          </button>
        )}
        {!leads.value && (
          <button type="button" class="choice" onClick={together.lead}>
            {t('inspect.togetherLead')}
          </button>
        )}
        <button type="button" class="choice" onClick={together.quit}>
          {leads.value ? t('inspect.togetherEnd') : t('inspect.togetherLeave')}
        </button>
      </div>
    </>
  );
}

function Ask({ it, together }: { it: Inspection; together: Together }) {
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const others = together.others();
  const most = LOOK_GROUP - Math.max(1, together.group.value?.members.length ?? 1);
  if (others.length === 0)
    return together.group.value ? null : <p class="empty">{t('inspect.togetherNobody')}</p>;
  const near = together.near(others);
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(chosen.value);
    if (on) next.add(id);
    else next.delete(id);
    chosen.value = next;
  };
  const invite = async (): Promise<void> => {
    const asked = others.filter(({ id }) => chosen.value.has(id)).map(({ id }) => id);
    chosen.value = new Set();
    await together.invite(it.slug, asked.slice(0, most));
  };
  return (
    <fieldset class="look-ask">
      <legend>{t('inspect.togetherWho')}</legend>
      {near.length > 1 && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            chosen.value = new Set(near.slice(0, most));
          }}
        >
          {t('inspect.togetherNear')}
        </button>
      )}
      {others.map(({ id, name }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={chosen.value.has(id)}
            disabled={!chosen.value.has(id) && chosen.value.size >= most}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
          <span dir="auto">{name}</span>
        </label>
      ))}
      <button type="button" class="choice" disabled={chosen.value.size === 0} onClick={() => void invite()}>
        {t('inspect.togetherInvite')}
      </button>
    </fieldset>
  );
}

type NoteProps = { together: Together; product: Product | undefined };

/** Somebody asks one to look along. */
export function LookNote({ together, product }: NoteProps) {
  const asked = together.invitation.value;
  if (!asked || !product) return null;
  const words = { name: asked.name, product: inLanguage(product.name, language.value) };
  return (
    <section class="panel look-note" role="alert">
      <p dir="auto">{t('inspect.togetherNote', words)}</p>
      <div class="tool-row">
        <button type="button" class="primary" onClick={() => void together.answer(true)}>
          {t('inspect.togetherYes')}
        </button>
        <button type="button" class="quiet" onClick={() => void together.answer(false)}>
          {t('inspect.togetherNo')}
        </button>
      </div>
    </section>
  );
}
