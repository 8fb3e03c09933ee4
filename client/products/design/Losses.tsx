import { useSignal } from '@preact/signals';
import { LEVELS, LOSSES, type Loss } from '../../../shared/model/delivery.ts';
import type { Draft, DraftResult } from '../../../shared/model/draft.ts';
import { SelectField } from '../../ui/Field.tsx';
import { t, writing } from '../../ui/i18n.ts';
import type { Desk } from './desk.ts';
import { formatBytes } from './figures.ts';
import { DesignIcon } from './icons.tsx';
import { makeAnew } from './makeAnew.ts';

type LossesProps = { desk: Desk; draft: Draft; result: DraftResult };

/** How much may be lost, of each level and each texture, and the way to make it so. */
export function Losses({ desk, draft, result }: LossesProps) {
  const loss = useSignal(draft.options.loss);
  const own = useSignal(draft.options.textures);
  const choices = (usual: string): [string, string][] => [
    ...(usual ? ([['', usual]] as [string, string][]) : []),
    ...LOSSES.map((each): [string, string] => [each, t(`design.loss.${each}`)]),
  ];
  const setOwn = (key: string, value: string): void => {
    const { [key]: _, ...rest } = own.value;
    own.value = value ? { ...rest, [key]: value as Loss } : rest;
  };
  const changed =
    JSON.stringify([loss.value, own.value]) !== JSON.stringify([draft.options.loss, draft.options.textures]);
  return (
    <section class="card losses">
      <header>
        <h3>{t('design.losses')}</h3>
        <button
          type="button"
          class="primary"
          disabled={!changed}
          onClick={() => void makeAnew(desk, draft, { options: { loss: loss.value, textures: own.value } })}
        >
          <DesignIcon name="again" /> {t('design.makeAgain')}
        </button>
      </header>
      <div class="settings-row">
        {LEVELS.map((level) => (
          <SelectField
            key={level}
            name={`loss-${level}`}
            label={t(`design.level.${level}`)}
            options={choices('')}
            initial={loss.value[level]}
            onChange={(value) => (loss.value = { ...loss.value, [level]: value as Loss })}
          />
        ))}
      </div>
      {result.textures.length > 0 && (
        <ul class="texture-list">
          {result.textures.map((texture) => (
            <li key={texture.key}>
              <span class="texture-name">
                <bdi>{texture.name || t('design.unnamed')}</bdi>
                <small>{texture.slots.join(', ')}</small>
              </span>
              <span class="texture-size" dir="ltr">
                {texture.widthPx} × {texture.heightPx} · {formatBytes(texture.bytes, writing.value)} →{' '}
                {texture.outBytes === 0 ? (
                  <bdi>{t('design.textureGone')}</bdi>
                ) : (
                  `${texture.outWidthPx} × ${texture.outHeightPx} · ${formatBytes(texture.outBytes, writing.value)}`
                )}
              </span>
              <SelectField
                name={`texture-${texture.key}`}
                label={t('design.lossOf', { name: texture.name || t('design.unnamed') })}
                options={choices(t('design.loss.asLevel'))}
                initial={own.value[texture.key] ?? ''}
                onChange={(value) => setOwn(texture.key, value)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
