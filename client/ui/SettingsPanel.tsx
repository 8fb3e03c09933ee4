import type { ComponentChildren } from 'preact';
import type { QualityWish } from '../world/quality.ts';
import { Dialog } from './Dialog.tsx';
import { SelectField } from './Field.tsx';
import { LANGUAGES, type Language, language, setLanguage, t } from './i18n.ts';

type SettingsProps = {
  quality: QualityWish;
  onQuality(wish: QualityWish): void;
  onClose(): void;
  /** Settings of what is inside. */
  children?: ComponentChildren;
};

/** Language and picture quality, remembered on this device; and how one moves. */
export function SettingsPanel({ quality, onQuality, onClose, children }: SettingsProps) {
  const wishes: QualityWish[] = ['auto', 'high', 'medium', 'low'];
  return (
    <Dialog label={t('nav.settings')} class="side small" onClose={onClose}>
      <LanguageField />
      <SelectField
        name="quality"
        label={t('settings.quality')}
        options={wishes.map((wish) => [wish, t(`settings.quality.${wish}`)])}
        initial={quality}
        onChange={(wish) => onQuality(wish as QualityWish)}
      />
      {children}
      <h3>{t('nav.help')}</h3>
      <p class="hint">{t(matchMedia('(pointer: coarse)').matches ? 'room.helpTouch' : 'room.help')}</p>
    </Dialog>
  );
}

/** The choice of language. */
export function LanguageField() {
  return (
    <SelectField
      name="language"
      label={t('settings.language')}
      options={Object.entries(LANGUAGES)}
      initial={language.value}
      onChange={(next) => void setLanguage(next as Language)}
    />
  );
}
