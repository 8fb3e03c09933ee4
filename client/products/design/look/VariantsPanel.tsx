import type { VariantSheet } from '../../../../shared/model/authoring.ts';
import { inLanguage } from '../../../../shared/model/localText.ts';
import { formatNumber } from '../../../ui/format.ts';
import { language, t, writing } from '../../../ui/i18n.ts';
import { sayError } from '../../../ui/toast.tsx';
import { DesignIcon } from '../icons.tsx';
import { LocalField } from '../LocalField.tsx';
import type { LookDesk } from './lookDesk.ts';

const SWATCH = '#b08d57';

/** The variants of the file: what they are called, the colour of their swatch; and its clips. */
export function VariantsPanel({ look }: { look: LookDesk }) {
  const { variants, animations } = look.model;
  return (
    <>
      <h3>{t('design.variants')}</h3>
      {variants.length === 0 && <p class="empty">{t('design.noVariants')}</p>}
      {variants.length > 0 && <Swatches look={look} />}
      {variants.map((name) => (
        <VariantFields key={name} look={look} name={name} />
      ))}
      <h3>{t('design.clips')}</h3>
      {animations.length === 0 && <p class="empty">{t('design.noClips')}</p>}
      {animations.map(({ name, seconds }) => (
        <ClipFields key={name} look={look} name={name} seconds={seconds} />
      ))}
    </>
  );
}

/** Has every variant without a swatch take the colour that it has in the picture. */
function Swatches({ look }: { look: LookDesk }) {
  const scene = look.scene.value;
  const take = async (): Promise<void> => {
    const found = new Map<string, string>();
    for (const name of look.model.variants) found.set(name, await scene!.colourOf(name));
    scene!.setVariant(look.variant.value);
    look.change(({ variants }) => {
      const others = variants.filter(({ variant }) => !found.has(variant));
      const own = [...found].map(([variant, swatch]): VariantSheet => {
        const sheet = variants.find((one) => one.variant === variant);
        return { variant, label: sheet?.label ?? { en: variant }, swatch: sheet?.swatch || swatch };
      });
      return { variants: [...others, ...own] };
    });
  };
  return (
    <button
      type="button"
      class="quiet outlined"
      disabled={!scene}
      onClick={() => void take().catch(sayError)}
    >
      <DesignIcon name="take" /> {t('design.swatches')}
    </button>
  );
}

function VariantFields({ look, name }: { look: LookDesk; name: string }) {
  const sheet = look.authoring.value.variants.find(({ variant }) => variant === name);
  const set = (change: Partial<VariantSheet>): void =>
    look.change(({ variants }) => {
      const next: VariantSheet = { variant: name, label: { en: name }, swatch: '', ...sheet, ...change };
      return {
        variants: sheet ? variants.map((one) => (one.variant === name ? next : one)) : [...variants, next],
      };
    }, `variant ${name}`);
  const shown = look.variant.value === name;
  const label = sheet ? inLanguage(sheet.label, language.value) || name : name;
  return (
    <div class="variant-fields">
      <input
        type="color"
        aria-label={t('design.swatchOf', { name: label })}
        value={sheet?.swatch || SWATCH}
        onInput={(event) => set({ swatch: event.currentTarget.value })}
      />
      <LocalField
        label={name}
        text={sheet?.label ?? { en: name }}
        language={language.value}
        most={120}
        disabled={!look.editor.editable}
        onChange={(text) => set({ label: text })}
      />
      <button
        type="button"
        class="quiet"
        aria-pressed={shown}
        aria-label={t('design.showOne', { name: label })}
        onClick={() => (look.variant.value = shown ? '' : name)}
      >
        {t('design.show')}
      </button>
    </div>
  );
}

function ClipFields({ look, name, seconds }: { look: LookDesk; name: string; seconds: number }) {
  const sheet = look.authoring.value.clips.find(({ clip }) => clip === name);
  return (
    <div class="variant-fields clip">
      <LocalField
        label={t('design.clipOf', {
          name,
          seconds: formatNumber(Math.round(seconds * 10) / 10, writing.value),
        })}
        text={sheet?.label ?? { en: name }}
        language={language.value}
        most={120}
        disabled={!look.editor.editable}
        onChange={(label) =>
          look.change(
            ({ clips }) => ({
              clips: [...clips.filter(({ clip }) => clip !== name), { clip: name, label }],
            }),
            `clip ${name}`,
          )
        }
      />
      <button
        type="button"
        class="quiet"
        aria-label={t('design.playOne', { name })}
        onClick={() => look.scene.value?.play(name, true)}
      >
        {t('design.play')}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={t('design.backOne', { name })}
        onClick={() => look.scene.value?.play(name, false)}
      >
        {t('design.playBack')}
      </button>
    </div>
  );
}
