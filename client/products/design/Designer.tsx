import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { CatalogueList } from './CatalogueList.tsx';
import { type ChosenFile, readDrop, readInput, toModels } from './chosenFiles.ts';
import type { Desk } from './desk.ts';
import { DesignIcon } from './icons.tsx';
import { ProductDesk } from './ProductDesk.tsx';
import { TransferView } from './TransferView.tsx';
import { UploadView } from './UploadView.tsx';

type DesignerProps = { desk: Desk; language: ComponentChildren };

/** The designer's desk: what there is at the left, what is being worked on at the right; files may be dropped anywhere. */
export function Designer({ desk, language }: DesignerProps) {
  const over = useSignal(false);
  useEffect(() => takeDrops(desk, (shown) => (over.value = shown)), []);
  const chosen = desk.chosen.value;
  return (
    <div class={`designer ${chosen.kind === 'none' ? '' : 'chosen'}`}>
      <header class="design-head">
        <span class="brand">Vitrine</span>
        <h1>{t('design.title')}</h1>
        <FileButtons desk={desk} />
        {language}
      </header>
      <CatalogueList desk={desk} />
      <main class="design-main" id="desk" tabIndex={-1}>
        {chosen.kind !== 'none' && (
          <button type="button" class="quiet back" onClick={() => desk.choose({ kind: 'none' })}>
            <DesignIcon name="left" /> {t('design.back')}
          </button>
        )}
        {chosen.kind === 'none' && <Welcome desk={desk} />}
        {chosen.kind === 'upload' && <UploadView key={chosen.id} desk={desk} id={chosen.id} />}
        {chosen.kind === 'product' && (
          <ProductDesk key={chosen.slug} desk={desk} slug={chosen.slug} section={chosen.section} />
        )}
        {chosen.kind === 'transfer' && <TransferView desk={desk} />}
      </main>
      {over.value && (
        <div class="drop-veil" aria-hidden="true">
          <p>{t('design.dropHere')}</p>
        </div>
      )}
    </div>
  );
}

/** Begins an upload for each model among the files, and shows the first. */
async function takeFiles(desk: Desk, files: readonly ChosenFile[]): Promise<void> {
  try {
    const models = await toModels(files);
    if (models.length === 0) return say(t('design.noModel'), 'error');
    let first: string | undefined;
    for (const model of models) {
      const { id } = await desk.uploads.begin(model);
      first ??= id;
    }
    if (first) desk.choose({ kind: 'upload', id: first });
  } catch (error) {
    sayError(error);
  }
}

function takeDrops(desk: Desk, show: (over: boolean) => void): () => void {
  let depth = 0;
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const on = {
    dragenter(event: DragEvent) {
      if (hasFiles(event)) show(++depth > 0);
    },
    dragleave(event: DragEvent) {
      if (hasFiles(event)) show(--depth > 0);
    },
    dragover(event: DragEvent) {
      if (hasFiles(event)) event.preventDefault();
    },
    drop(event: DragEvent) {
      if (!hasFiles(event)) return;
      // A place within the page may have taken it for itself.
      const taken = event.defaultPrevented;
      event.preventDefault();
      depth = 0;
      show(false);
      if (!taken) void readDrop(event.dataTransfer!).then((files) => takeFiles(desk, files), sayError);
    },
  };
  const names = Object.keys(on) as (keyof typeof on)[];
  for (const name of names) addEventListener(name, on[name]);
  return () => {
    for (const name of names) removeEventListener(name, on[name]);
  };
}

/** The ways to files for who does not drag. */
function FileButtons({ desk }: { desk: Desk }) {
  const take = (input: HTMLInputElement): void => {
    void takeFiles(desk, readInput(input.files ?? []));
    input.value = '';
  };
  return (
    <div class="file-buttons">
      <label class="primary file-button">
        <DesignIcon name="files" />
        <span>{t('design.addFiles')}</span>
        <input
          type="file"
          multiple
          class="visually-hidden"
          accept=".glb,.gltf,.bin,.zip,.png,.jpg,.jpeg,.webp,.ktx2"
          onChange={(event) => take(event.currentTarget)}
        />
      </label>
      <label class="quiet file-button">
        <DesignIcon name="folder" />
        <span>{t('design.addFolder')}</span>
        <input
          type="file"
          class="visually-hidden"
          {...{ webkitdirectory: true }}
          onChange={(event) => take(event.currentTarget)}
        />
      </label>
    </div>
  );
}

/** The desk while nothing lies on it. */
function Welcome({ desk }: { desk: Desk }) {
  const none = desk.products.value?.total === 0 && desk.uploads.drafts.value?.length === 0;
  return (
    <section class="welcome">
      <span class="welcome-mark">
        <DesignIcon name="upload" />
      </span>
      <h2>{t('design.welcome')}</h2>
      <p class="lead">{t('design.welcomeLead')}</p>
      <p class="hint">{t(none ? 'design.welcomeNone' : 'design.welcomeChoose')}</p>
    </section>
  );
}
