// Photos that a customer adds to a visit: chosen or taken, made small, sent one by one, shown with a button that removes them. Asked
// for only where a visit has a field for them, and most don't.
//
// What is drawn here is a picture of pixels alone: where it was taken and by which device is not in it any more.

/** The longer side of what is sent, and of what is shown, in pixels. */
const SIDE = 1600;
const THUMB = 160;
const SHOWN = 640;
const QUALITY = 0.8;
/** Beyond, a telephone has no memory to make it small. */
const MAX_BYTES = 60 * 1024 * 1024;
const AGAIN_MS = 5_000;
/** Among the numbers of an answer: a photo that is not sent yet. */
const PENDING = "?";

/** The photos of each element's fields, which outlive what shows them: a customer may go back and choose another time meanwhile. */
const known = new WeakMap();

/**
 * Begins with the field `box`: a list, a file chooser and a hidden answer stand in it. `url` is where photos are sent, `texts` the
 * lines of what is said.
 */
export function begin(host, box, url, authorization, most, texts) {
  const fields = known.get(host) ?? known.set(host, new Map()).get(host);
  const name = [url, authorization, box.dataset.is].join();
  const field = fields.get(name) ?? fields.set(name, new Field()).get(name);
  field.show(box, { url, authorization, most, texts: texts.split("\n") });
}

/** Draws the pictures with these numbers into a list: to be looked at, by staff. */
export function draw(list, url, authorization, numbers, text) {
  list.replaceChildren(
    ...numbers.split(" ").map((number, i) => {
      const row = document.createElement("li");
      const name = text.replace("{n}", i + 1);
      row.textContent = name;
      fetch(`${url}/${number}`, { headers: { authorization } })
        .then((answer) => answer.blob())
        .then(createImageBitmap)
        .then((bitmap) => {
          const picture = drawn(bitmap, SHOWN);
          picture.setAttribute("role", "img");
          picture.setAttribute("aria-label", name);
          row.replaceChildren(picture);
        })
        // Its name stands for it.
        .catch(() => {});
      return row;
    }),
  );
}

class Field {
  #photos = [];

  show(box, { url, authorization, most, texts }) {
    [this.list, this.chooser, this.answer] = ["ul", "input[type=file]", "input[type=hidden]"].map((what) => box.querySelector(what));
    [this.photoText, this.remove, this.sending, this.sent, this.removed, this.waits, this.large, this.unreadable, this.refused, this.full] =
      texts;
    Object.assign(this, { url, authorization, most });
    const ids = (this.answer.value.match(/\d+/g) ?? []).map(Number);
    // What was told before and is no part of the answer any more was taken out of it elsewhere.
    this.#photos = this.#photos.filter(({ id, isTold }) => !isTold || ids.includes(id));
    for (const id of ids) if (!this.#photos.some((photo) => photo.id === id)) this.#fetch(id);
    this.chooser.onchange = () => this.#take([...this.chooser.files]);
    this.#tell();
  }

  #say(text, photo) {
    return text.replace("{n}", this.#photos.indexOf(photo) + 1);
  }

  /** Those that the visit has already. */
  async #fetch(id) {
    const photo = { id };
    this.#photos.push(photo);
    try {
      const answer = await fetch(`${this.url}/${id}`, { headers: { authorization: this.authorization } });
      photo.canvas = drawn(await createImageBitmap(await answer.blob()), THUMB);
    } catch {
      // Its number stands for it.
    }
    this.#tell();
  }

  async #take(files) {
    this.chooser.value = "";
    let said = this.most < this.#photos.length + files.length ? this.full : "";
    for (const file of files.slice(0, this.most - this.#photos.length)) {
      const photo = { note: this.sending };
      this.#photos.push(photo);
      this.#tell(said);
      said = "";
      try {
        if (MAX_BYTES < file.size) throw this.large;
        const bitmap = await createImageBitmap(file).catch(() => Promise.reject(this.unreadable));
        photo.canvas = drawn(bitmap, THUMB);
        photo.blob = await new Promise((done) => drawn(bitmap, SIDE).toBlob(done, "image/jpeg", QUALITY));
        bitmap.close();
        // No memory for the canvas: then it is empty.
        if (!photo.blob) throw this.large;
        this.#send(photo);
      } catch (wrong) {
        this.#fail(photo, typeof wrong === "string" ? wrong : this.unreadable);
      }
    }
    if (said) this.#tell(said);
  }

  async #send(photo) {
    let answer;
    photo.note = this.sending;
    this.#tell();
    try {
      const headers = { authorization: this.authorization, "content-type": photo.blob.type };
      answer = await fetch(this.url, { method: "POST", headers, body: photo.blob });
    } catch {
      return this.#wait(photo);
    }
    if (!this.#photos.includes(photo)) return;
    if (answer.ok) {
      try {
        photo.id = (await answer.json()).id;
      } catch {
        return this.#wait(photo);
      }
      photo.blob = photo.note = undefined;
      this.#tell(this.#say(this.sent, photo));
    } else if (answer.status === 408 || answer.status === 429 || 500 <= answer.status) {
      this.#wait(photo);
    } else {
      this.#fail(photo, answer.status === 413 ? this.large : this.refused);
    }
  }

  /** It is kept, and sent again when there is a line, or after a while. */
  #wait(photo) {
    const isNew = photo.note !== this.waits;
    photo.note = this.waits;
    this.#tell(isNew ? this.waits : "");
    const again = () => {
      clearTimeout(timer);
      removeEventListener("online", again);
      if (this.#photos.includes(photo)) this.#send(photo);
    };
    const timer = setTimeout(again, AGAIN_MS);
    addEventListener("online", again);
  }

  #fail(photo, why) {
    photo.isWrong = true;
    photo.blob = undefined;
    photo.note = why;
    this.#tell(why);
  }

  #drop(photo) {
    const said = this.#say(this.removed, photo);
    this.#photos = this.#photos.filter((other) => other !== photo);
    // Of a visit's own it stays until the visit says so.
    if (photo.id) fetch(`${this.url}/${photo.id}`, { method: "DELETE", headers: { authorization: this.authorization } }).catch(() => {});
    this.#tell(said);
    this.chooser.focus();
  }

  /** Draws the list anew, and tells the element the answer and, behind a line break, what a screen reader is to say. */
  #tell(said = "") {
    this.list.replaceChildren(...this.#photos.map((photo) => this.#row(photo)));
    this.list.hidden = this.#photos.length === 0;
    const good = this.#photos.filter(({ isWrong }) => !isWrong);
    for (const photo of good) photo.isTold = !!photo.id;
    const answer = good.map(({ id }) => id ?? PENDING).join(" ");
    if (!said && answer === this.answer.value) return;
    this.answer.value = `${answer}\n${said}`;
    this.answer.dispatchEvent(new Event("input"));
    this.answer.value = answer;
  }

  #row(photo) {
    const row = document.createElement("li");
    const name = this.#say(this.photoText, photo);
    row.dataset.state = photo.isWrong ? "wrong" : photo.id ? "sent" : "sending";
    const picture = photo.canvas ?? document.createElement("span");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", name);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "small";
    remove.part = "button";
    remove.textContent = "×";
    remove.ariaLabel = remove.title = this.#say(this.remove, photo);
    remove.onclick = () => this.#drop(photo);
    const note = document.createElement("span");
    note.className = photo.isWrong ? "fault" : "hint";
    note.textContent = photo.note ?? "";
    row.append(picture, remove, note);
    return row;
  }
}

/** A picture on a canvas, no larger than it is and no side longer than this. Where it is seen through, it is white, as JPEG has it. */
function drawn(bitmap, side) {
  const { width, height } = bitmap;
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height].map((length) => Math.max(1, Math.round(length * scale)));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
