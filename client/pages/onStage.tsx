import { useEffect } from 'preact/hooks';
import { isLiveSource } from '../../shared/model/sources.ts';
import { TALLY } from '../../shared/wire/onStage.ts';
import { PinnedCard } from '../products/PinnedCard.tsx';
import { GuestPart } from '../stage/GuestPart.tsx';
import { sayError } from '../ui/toast.tsx';
import { addToCart, openProduct } from './hand.ts';
import { opened, role, type Stay, shelf, tick } from './state.ts';

const TICKET = /^#stage=([\w.-]{1,600})$/;

/** What the host of this room holds up, and a visitor's own part on stage. */
export function OnStage({ stay }: { stay: Stay }) {
  const { link, inside, alone } = stay;
  void tick.value;
  useEffect(() => {
    const undo = [link.watch.removed('sources', () => tick.value++)];
    undo.push(
      link.watch.added('sources', (source) => {
        tick.value++;
        undo.push(link.watch.changed(source, () => tick.value++));
      }),
    );
    const ticket = TICKET.exec(location.hash)?.[1];
    if (ticket) {
      history.replaceState(null, '', location.pathname + location.search);
      link.request('stage.join', { ticket }).catch(sayError);
    }
    return () => {
      for (const step of undo) step();
    };
  }, [link]);
  const [stand, held] = [...link.state.stands].find(([, { pinned }]) => pinned) ?? [];
  const product = held && shelf.products.value.get(held.product);
  const me = link.state.visitors.get(link.sessionId);
  const onAir = link.state.sources.get(`${link.sessionId}.guest`)?.tally === TALLY.onAir;
  return (
    <>
      {stand && product && !opened.value && (
        <PinnedCard
          stand={stand}
          product={product}
          stock={held.stock}
          onOpen={() => void openProduct(stand)}
          onAdd={() => void addToCart(product.slug)}
        />
      )}
      {inside && me && !alone && role.value === 'visitor' && (
        <GuestPart
          link={link}
          status={me.stage}
          onAir={onAir}
          live={isLiveSource(link.state.programme.source)}
          intake={inside.intake}
          onStage={inside.setOnStage}
        />
      )}
    </>
  );
}
