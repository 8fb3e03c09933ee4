import save from 'lucide-static/icons/bookmark.svg?raw';
import camera from 'lucide-static/icons/camera.svg?raw';
import rooms from 'lucide-static/icons/layout-grid.svg?raw';
import bring from 'lucide-static/icons/locate-fixed.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import room from 'lucide-static/icons/scan.svg?raw';
import send from 'lucide-static/icons/send.svg?raw';
import share from 'lucide-static/icons/share-2.svg?raw';
import remove from 'lucide-static/icons/trash-2.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';

const icons = { bring, camera, redo, remove, room, rooms, save, send, share, undo };

/** An icon of one's own room; always beside or inside something that has a name. */
export function ArIcon({ name }: { name: keyof typeof icons }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
