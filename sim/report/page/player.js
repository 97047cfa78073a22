// Slider and play button of a figure with frames.
const FRAME_TIME = 160;
const setUpPlayer = entry => {
  const card = cardOf(entry);
  const slider = card.querySelector("[data-frame]");
  if (!slider) return;
  const button = card.querySelector("[data-play]"), caption = card.querySelector("[data-caption]");
  let playing = false;
  const tell = () => {
    const view = viewOf(entry);
    const text = view.captions[entry.frame ?? lastFrame(view)] ?? "";
    caption.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };
  entry.tell = tell;
  const show = index => {
    entry.frame = index;
    slider.value = index;
    tell();
    const frame = frameOf(entry), {redrawn} = viewOf(entry);
    return Plotly.animate(place(entry.chart.id), [themed({data: frame.data, traces: frame.traces, layout: frame.layout ?? {}})],
      {mode: "immediate", frame: {duration: 0, redraw: redrawn}, transition: {duration: 0}}).catch(() => {});
  };
  const stop = () => {
    playing = false;
    button.textContent = "Play";
    button.setAttribute("aria-pressed", "false");
    caption.setAttribute("aria-live", "polite");
  };
  const play = async () => {
    const last = lastFrame(viewOf(entry));
    let index = (entry.frame ?? last) >= last ? 0 : entry.frame + 1;
    playing = true;
    button.textContent = "Pause";
    button.setAttribute("aria-pressed", "true");
    caption.setAttribute("aria-live", "off");
    while (playing && index <= last) {
      const begun = performance.now();
      await show(index);
      index += 1;
      await new Promise(done => setTimeout(done, Math.max(16, FRAME_TIME - (performance.now() - begun))));
    }
    stop();
  };
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  button.addEventListener("click", () => { if (playing) stop(); else play(); });
  tell();
};
