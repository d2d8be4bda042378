// Dragging in a list, without the plugins that no page uses.
import Sortable from "sortablejs/modular/sortable.core.esm.js";

window.Sortable = Sortable;
