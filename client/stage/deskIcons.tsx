import film from 'lucide-static/icons/clapperboard.svg?raw';
import side from 'lucide-static/icons/columns-2.svg?raw';
import grid from 'lucide-static/icons/grid-2x2.svg?raw';
import guest from 'lucide-static/icons/hand.svg?raw';
import house from 'lucide-static/icons/house.svg?raw';
import slides from 'lucide-static/icons/images.svg?raw';
import screen from 'lucide-static/icons/monitor-up.svg?raw';
import inset from 'lucide-static/icons/picture-in-picture-2.svg?raw';
import encoder from 'lucide-static/icons/radio-tower.svg?raw';
import single from 'lucide-static/icons/square.svg?raw';
import camera from 'lucide-static/icons/video.svg?raw';

const icons = { side, film, encoder, grid, guest, house, slides, screen, inset, single, camera };

/** An icon of the studio; always beside or inside something that has a name. */
export function DeskIcon({ name }: { name: string }) {
  const svg = icons[name as keyof typeof icons] ?? camera;
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}
