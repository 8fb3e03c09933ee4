import type { EventSheet } from '../../shared/model/event.ts';
import { language, t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { type EventsApi, withTicket } from './eventsApi.ts';
import { pictureOf, readPictureFile } from './picture.ts';
import { StatusButtons } from './StatusButtons.tsx';

type ToolsProps = {
  api: EventsApi;
  event: EventSheet;
  act(verb: () => Promise<EventSheet>, words?: string): Promise<boolean>;
  onRemove(): void;
};

/** What one does with an event as a whole: move it on, give it a picture, hand its link round. */
export function EventTools({ api, event, act, onRemove }: ToolsProps) {
  const { id, slug, status, access, accessKey } = event;
  const key = access === 'link' ? accessKey : undefined;
  const link = withTicket(`/event/${slug}`, key);
  const copy = (): void => {
    navigator.clipboard.writeText(location.origin + link).then(
      () => say(t('events.copied')),
      () => say(location.origin + link),
    );
  };
  const givePicture = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const picture = await readPictureFile(file).catch(() => undefined);
    if (picture) await act(() => api.setPicture(id, picture), t('events.saved'));
    else say(t('console.logoBad'), 'error');
  };
  const openPoster = async (): Promise<void> => {
    const sheet = await api.poster(id, language.value).catch(sayError);
    if (!sheet) return;
    const address = URL.createObjectURL(sheet);
    Object.assign(document.createElement('a'), { href: address, download: `${slug}.svg` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <div class="event-tools">
      <img src={withTicket(pictureOf(event), event.picture ? accessKey : undefined)} alt="" />
      <div>
        <StatusButtons
          status={status}
          busy={false}
          onMove={(to) => void act(() => api.move(id, to), t('events.moved'))}
        />
        <div class="event-moves">
          {status !== 'draft' && (
            <>
              <button type="button" class="quiet" onClick={copy}>
                {t('events.copyLink')}
              </button>
              <a class="quiet link" href={link} target="_blank" rel="noopener">
                {t('events.page')}
              </a>
              <button type="button" class="quiet" onClick={() => void openPoster()}>
                {t('events.poster')}
              </button>
            </>
          )}
          <label class="quiet file-button">
            {t('events.pictureChoose')}
            <input
              class="visually-hidden"
              type="file"
              accept="image/*"
              onChange={(change) => void givePicture(change.currentTarget.files?.[0])}
            />
          </label>
          {event.picture && (
            <button
              type="button"
              class="quiet"
              onClick={() => void act(() => api.setPicture(id, undefined), t('events.saved'))}
            >
              {t('events.pictureRemove')}
            </button>
          )}
          {status === 'draft' && (
            <button type="button" class="quiet" onClick={onRemove}>
              {t('events.remove')}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
