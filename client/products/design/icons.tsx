import down from 'lucide-static/icons/arrow-down.svg?raw';
import left from 'lucide-static/icons/arrow-left.svg?raw';
import up from 'lucide-static/icons/arrow-up.svg?raw';
import take from 'lucide-static/icons/camera.svg?raw';
import done from 'lucide-static/icons/check.svg?raw';
import error from 'lucide-static/icons/circle-x.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import files from 'lucide-static/icons/file-plus.svg?raw';
import folder from 'lucide-static/icons/folder-up.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import hint from 'lucide-static/icons/lightbulb.svg?raw';
import pin from 'lucide-static/icons/pin.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import again from 'lucide-static/icons/refresh-cw.svg?raw';
import remove from 'lucide-static/icons/trash-2.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';

const icons = {
  again,
  done,
  down,
  download,
  error,
  files,
  folder,
  hint,
  info,
  left,
  pin,
  redo,
  remove,
  take,
  undo,
  up,
  upload,
  warning,
};

/** An icon of the designer's desk; always beside or inside something that has a name. */
export function DesignIcon({ name }: { name: keyof typeof icons }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
