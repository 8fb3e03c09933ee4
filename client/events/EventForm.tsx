import { useSignal } from '@preact/signals';
import { EVENT_ACCESS, type EventAccess, type EventSheet } from '../../shared/model/event.ts';
import { inLanguage, type LocalText } from '../../shared/model/localText.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { SelectField, type SelectProps } from '../ui/Field.tsx';
import { LANGUAGES, language, t } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import type { EventWish } from './eventsApi.ts';
import { fromWall, ownZone, toWall } from './zonedTime.ts';

type FormProps = {
  /** The event that is changed; a new one otherwise. */
  event?: EventSheet;
  showrooms: LobbyEntry[];
  onSave(wish: EventWish): Promise<boolean>;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Minutes that an event usually takes, and at most. */
const LENGTH = { usual: 45, most: 1440 } as const;

/** What an event is: title and text in the writer's language and in English, where, when, for whom. */
export function EventForm({ event, showrooms, onSave }: FormProps) {
  const zone = event?.zone ?? ownZone();
  const begun = event !== undefined && event.status !== 'draft' && event.status !== 'scheduled';
  const start = event?.startsAt ?? Math.ceil((Date.now() + DAY_MS) / (60 * MINUTE_MS)) * 60 * MINUTE_MS;
  const submit = (submitted: SubmitEvent): void => {
    submitted.preventDefault();
    const fields = new FormData(submitted.currentTarget as HTMLFormElement);
    void onSave(readWish(fields, event));
  };
  return (
    <form class="event-form" onSubmit={(submitted) => submit(submitted as unknown as SubmitEvent)}>
      <Texts name="title" label={t('events.name')} text={event?.title} most={120} required />
      <Texts name="text" label={t('events.text')} text={event?.text} most={2000} long />
      <Choice
        name="showroom"
        label={t('events.showroom')}
        options={showrooms.map(({ slug, name }) => [slug, inLanguage(name, language.value)])}
        initial={event?.showroom ?? showrooms[0]?.slug}
        disabled={begun}
      />
      <Line
        name="start"
        label={t('events.starts')}
        type="datetime-local"
        initial={toWall(start, zone)}
        disabled={begun}
      />
      <Choice
        name="zone"
        label={t('events.zone')}
        options={zones(zone).map((each) => [each, each.replace(/_/g, ' ')])}
        initial={zone}
        disabled={begun}
      />
      <Line
        name="minutes"
        label={t('events.length')}
        type="number"
        initial={String(event ? Math.round((event.endsAt - event.startsAt) / MINUTE_MS) : LENGTH.usual)}
        disabled={begun}
      />
      <Choice
        name="access"
        label={t('events.access')}
        options={EVENT_ACCESS.map((access) => [access, t(`events.access.${access}`)])}
        initial={event?.access ?? 'public'}
      />
      <button type="submit" class="primary">
        {t(event ? 'events.save' : 'events.create')}
      </button>
    </form>
  );
}

/** A choice that stays as it is made until it is kept, whatever is drawn anew meanwhile. */
function Choice({ initial, ...props }: Omit<SelectProps, 'onChange'>) {
  const value = useSignal(initial ?? '');
  return <SelectField {...props} initial={value.value} onChange={(next) => (value.value = next)} />;
}

type LineProps = {
  name: string;
  label: string;
  type: 'datetime-local' | 'number';
  initial: string;
  disabled: boolean;
};

function Line({ name, label, type, initial, disabled }: LineProps) {
  const id = useOwnId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={initial}
        required
        disabled={disabled}
        {...(type === 'number' && { min: 1, max: LENGTH.most, inputMode: 'numeric' as const })}
      />
    </div>
  );
}

type TextsProps = {
  name: string;
  label: string;
  text: LocalText | undefined;
  most: number;
  required?: boolean;
  long?: boolean;
};

/** A text in the writer's own language, and in English for who speaks none of ours. */
function Texts({ name, label, text, most, required = false, long = false }: TextsProps) {
  const id = useOwnId();
  const own = language.value;
  const languages = own === 'en' ? (['en'] as const) : ([own, 'en'] as const);
  return (
    <>
      {languages.map((each) => {
        const common = {
          id: `${id}-${each}`,
          name: `${name}.${each}`,
          maxLength: most,
          defaultValue: text?.[each] ?? '',
          dir: 'auto' as const,
          required: required && each === own,
        };
        return (
          <div key={each} class="field text">
            <label for={common.id}>
              {languages.length > 1 ? t('events.inLanguage', { label, language: LANGUAGES[each] }) : label}
            </label>
            {long ? <textarea {...common} rows={3} /> : <input {...common} />}
          </div>
        );
      })}
    </>
  );
}

/** What is written in the form; English that is left out is as in the writer's language. */
function readWish(fields: FormData, event: EventSheet | undefined): EventWish {
  const of = (name: string): string => String(fields.get(name) ?? '').trim();
  const own = language.value;
  const words = (name: 'title' | 'text'): LocalText => {
    const mine = of(`${name}.${own}`);
    return { ...event?.[name], ...(own !== 'en' && { [own]: mine }), en: of(`${name}.en`) || mine };
  };
  // What can't be changed any more is disabled, and a form leaves that out.
  const wall = of('start');
  const startsAt = wall ? fromWall(wall, of('zone')) : event!.startsAt;
  const endsAt = wall ? startsAt + Number(of('minutes')) * MINUTE_MS : event!.endsAt;
  return {
    showroom: of('showroom') || event!.showroom,
    title: words('title'),
    text: words('text'),
    startsAt,
    endsAt,
    zone: of('zone') || event!.zone,
    access: of('access') as EventAccess,
  };
}

/** All zones that the browser knows, the one in use among them. */
const zones = (own: string): string[] => [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
