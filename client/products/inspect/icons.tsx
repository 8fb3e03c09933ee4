import tiltDown from 'lucide-static/icons/arrow-down.svg?raw';
import tiltUp from 'lucide-static/icons/arrow-up.svg?raw';
import back from 'lucide-static/icons/chevron-left.svg?raw';
import next from 'lucide-static/icons/chevron-right.svg?raw';
import fullscreen from 'lucide-static/icons/maximize.svg?raw';
import leaveFullscreen from 'lucide-static/icons/minimize.svg?raw';
import reset from 'lucide-static/icons/refresh-cw.svg?raw';
import turntable from 'lucide-static/icons/rotate-3d.svg?raw';
import share from 'lucide-static/icons/share-2.svg?raw';

const icons = { tiltUp, tiltDown, back, next, fullscreen, leaveFullscreen, turntable, reset, share };

/** An icon of the inspector; always inside something that has a name. */
export function InspectIcon({ name }: { name: keyof typeof icons }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
