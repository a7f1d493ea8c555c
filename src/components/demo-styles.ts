// The styles that demos bring along for their views; what all share is in demos/view.css.
import.meta.glob('/demos/*/view.css', { eager: true });
