import type { ComponentChildren } from 'preact';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Furnish } from '../net/api.ts';
import { SelectField } from '../ui/Field.tsx';
import { language, t } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import { say } from '../ui/toast.tsx';
import { readLogoFile } from './logoFile.ts';

type BrandProps = {
  showroom: LobbyEntry;
  slots: SceneData['slots'] | undefined;
  /** Changes something; `before` is how it can be undone. */
  onChange(wish: Furnish, before?: Furnish): Promise<void>;
};

/** What makes a room a brand's own: name, colours, logo, screen, opening. */
export function Brand({ showroom, slots, onChange }: BrandProps) {
  const { theme, opensAt } = showroom;
  const name = useOwnId();
  const opening = useOwnId();
  const rename = (text: string): void => {
    const wished = text.trim();
    const own = language.value === 'en' ? 'en' : language.value;
    if (!wished || wished === inLanguage(showroom.name, language.value)) return;
    void onChange({ name: { ...showroom.name, [own]: wished } }, { name: showroom.name });
  };
  /** The logo that hangs now, as it would be sent again. */
  const hungLogo = async (): Promise<string | undefined> => {
    if (!theme.logo) return undefined;
    const picture = Object.assign(new Image(), { src: theme.logo });
    return picture.decode().then(
      () => readLogoFile(picture),
      () => undefined,
    );
  };
  const takeLogoAway = async (): Promise<void> => {
    const logo = await hungLogo();
    await onChange({ logo: null }, logo ? { logo } : undefined);
  };
  const hangLogo = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const logo = await readLogoFile(file).catch(() => undefined);
    const before = theme.logo ? await hungLogo() : null;
    if (logo) await onChange({ logo }, before === undefined ? undefined : { logo: before });
    else say(t('console.logoBad'), 'error');
  };
  return (
    <fieldset class="brand-fields">
      <legend>{t('console.brand')}</legend>
      <div class="field">
        <label for={name}>{t('console.name')}</label>
        <input
          id={name}
          maxLength={60}
          defaultValue={inLanguage(showroom.name, language.value)}
          onChange={(event) => rename(event.currentTarget.value)}
        />
      </div>
      <ColourField
        label={t('console.colour')}
        value={theme.colour}
        usable={(slots?.colours.length ?? 0) > 0}
        onChange={(colour) => void onChange({ colour }, { colour: theme.colour })}
      />
      <ColourField
        label={t('console.fabric')}
        value={theme.fabric}
        usable={(slots?.fabrics.length ?? 0) > 0}
        onChange={(fabric) => void onChange({ fabric }, { fabric: theme.fabric })}
      />
      <div class="field">
        <span class="caption">{t('console.logo')}</span>
        <span class="logo-field">
          {theme.logo && <img src={theme.logo} alt="" />}
          <FileButton onFile={(file) => void hangLogo(file)}>{t('console.logoChoose')}</FileButton>
          {theme.logo && (
            <button type="button" class="quiet" onClick={() => void takeLogoAway()}>
              {t('console.logoRemove')}
            </button>
          )}
        </span>
      </div>
      <SelectField
        key={theme.screen}
        name="screen"
        label={t('console.screen')}
        options={(['film', 'slate'] as const).map((content) => [content, t(`console.screen.${content}`)])}
        initial={theme.screen}
        onChange={(screen) =>
          void onChange({ screen: screen as typeof theme.screen }, { screen: theme.screen })
        }
      />
      <div class="field">
        <label for={opening}>{t('console.opening')}</label>
        <input
          id={opening}
          type="datetime-local"
          value={opensAt === null ? '' : localTime(opensAt)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void onChange({ opensAt: value ? new Date(value).getTime() : null }, { opensAt });
          }}
        />
        {opensAt === null ? (
          <small>{t('console.openNow')}</small>
        ) : (
          <button type="button" class="quiet" onClick={() => void onChange({ opensAt: null }, { opensAt })}>
            {t('console.openAtOnce')}
          </button>
        )}
      </div>
    </fieldset>
  );
}

type ColourProps = { label: string; value: string; usable: boolean; onChange(colour: string): void };

function ColourField({ label, value, usable, onChange }: ColourProps) {
  const id = useOwnId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="colour-field">
        <input
          id={id}
          type="color"
          disabled={!usable}
          value={value || '#b08d57'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {!usable && <small>{t('console.noSlot')}</small>}
        {usable && value && (
          <button type="button" class="quiet" onClick={() => onChange('')}>
            {t('console.own')}
          </button>
        )}
        {usable && !value && <small>{t('console.own')}</small>}
      </span>
    </div>
  );
}

function FileButton({ children, onFile }: { children: ComponentChildren; onFile(file?: File): void }) {
  return (
    <label class="quiet file-button">
      {children}
      <input
        class="visually-hidden"
        type="file"
        accept="image/*"
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
    </label>
  );
}

/** A moment as the field for date and time wants it, in the reader's own time. */
function localTime(ms: number): string {
  const time = new Date(ms);
  return new Date(ms - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
