import down from 'lucide-static/icons/arrow-down.svg?raw';
import left from 'lucide-static/icons/arrow-left.svg?raw';
import right from 'lucide-static/icons/arrow-right.svg?raw';
import up from 'lucide-static/icons/arrow-up.svg?raw';
import again from 'lucide-static/icons/copy-plus.svg?raw';
import door from 'lucide-static/icons/door-open.svg?raw';
import window from 'lucide-static/icons/grid-2-x-2.svg?raw';
import draw from 'lucide-static/icons/pencil-ruler.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import share from 'lucide-static/icons/share-2.svg?raw';
import corner from 'lucide-static/icons/square-dashed-plus.svg?raw';
import remove from 'lucide-static/icons/trash-2.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';

const icons = { up, down, left, right, again, door, window, draw, undo, redo, share, corner, remove };

/** An icon of the planner; always inside something that has a name. */
export function PlanIcon({ name }: { name: keyof typeof icons }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
