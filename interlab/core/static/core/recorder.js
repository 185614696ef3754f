/* A voice recorded in the browser. What it records becomes the file of the form: sending works as without it. */

const spell = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

for (const part of document.querySelectorAll("[data-recorder]")) {
  const button = part.querySelector("button"), told = part.querySelector("[data-told]"), input = part.querySelector("input[type=file]");
  const name = button.querySelector("span");
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !window.DataTransfer) continue;
  button.hidden = false;
  told.textContent = part.querySelector("audio") ? part.dataset.again : told.dataset.first;
  let recorder = null, clock = 0;

  const keep = (chunks, type) => {
    const blob = new Blob(chunks, { type });
    const file = new File([blob], `voice.${type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm"}`, { type });
    const carried = new DataTransfer();
    carried.items.add(file);
    input.files = carried.files;
    let audio = part.querySelector("audio[data-new]");
    if (!audio) {
      audio = document.createElement("audio");
      audio.controls = true;
      audio.dataset.new = "";
      part.querySelector("audio")?.remove();
      told.after(audio);
    }
    audio.src = URL.createObjectURL(blob);
  };

  const stopped = () => {
    clearInterval(clock);
    button.setAttribute("aria-pressed", "false");
    name.textContent = told.textContent = part.dataset.again;
  };

  const start = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    const chunks = [];
    let seconds = 0;
    recorder.ondataavailable = (event) => chunks.push(event.data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      keep(chunks, recorder.mimeType.split(";")[0] || "audio/webm");
      stopped();
    };
    recorder.start();
    button.setAttribute("aria-pressed", "true");
    name.textContent = part.dataset.stop;
    told.textContent = `${part.dataset.stop} · ${spell(0)}`;
    clock = setInterval(() => {
      seconds += 1;
      told.textContent = `${part.dataset.stop} · ${spell(seconds)}`;
      if (seconds >= Number(part.dataset.most)) recorder.stop();
    }, 1000);
  };

  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") return recorder.stop();
    try {
      await start();
    } catch {
      told.textContent = part.dataset.no;
    }
  });
}
