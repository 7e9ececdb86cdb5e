"use strict";
// The form works without this script; with it the answer is shown here, and products can be summed.
(() => {
  const at = id => document.getElementById(id);
  const form = at("form");
  const {words, limits} = JSON.parse(form.dataset.told);
  let files = [];
  let shown = null;
  let checked = {files: [], text: ""};
  let products = [];
  let asking = null;
  let clock = 0;

  // What to check: chosen, photographed, dropped or pasted pictures.

  const listFiles = () => {
    at("chosen").replaceChildren(...files.map((file, index) => {
      const item = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = file.name;
      item.append(name, removeButton(file.name, () => {
        files.splice(index, 1);
        listFiles();
        at("files").focus();
      }));
      return item;
    }));
    at("chosen").setAttribute("aria-label", words.chosen);
  };

  const removeButton = (name, remove) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words.remove;
    button.setAttribute("aria-label", `${words.remove}: ${name}`);
    button.addEventListener("click", remove);
    return button;
  };

  // What has its answer gives way to what comes after it: a photo to a pasted text, a text to a photo.
  const addFiles = list => {
    const area = at("text");
    if (area.value === checked.text) area.value = "";
    files.push(...list);
    say("", fault(files));
    listFiles();
  };

  at("text").addEventListener("input", () => {
    if (!files.length || !files.every(file => checked.files.includes(file))) return;
    files = [];
    listFiles();
  });

  const fault = list => {
    if (list.length > limits.files) return words.many_files;
    return list.reduce((sum, file) => sum + file.size, 0) > limits.upload ? words.too_large : "";
  };

  for (const input of [at("files"), at("camera")]) {
    input.addEventListener("change", () => {
      addFiles(input.files);
      input.value = "";
    });
  }

  const drop = at("drop");
  const carriesFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", event => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", event => {
    drop.classList.remove("over");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    addFiles(event.dataTransfer.files);
  });
  document.addEventListener("paste", event => {
    if (event.clipboardData && event.clipboardData.files.length) {
      event.preventDefault();
      addFiles(event.clipboardData.files);
    }
  });

  // What is ticked is told where it is folded away; a browser that goes back keeps the ticks.

  const countTicks = () => {
    const count = form.querySelectorAll("[name=flags]:checked").length;
    at("ticked").textContent = count ? words.ticked.replace("{n}", count) : "";
  };
  at("more").addEventListener("change", countTicks);
  addEventListener("pageshow", countTicks);

  // Asking the server, with progress and a way to stop.

  const say = (state, trouble) => {
    at("state").textContent = state;
    const box = at("trouble");
    box.replaceChildren();
    if (trouble) {
      const text = document.createElement("p");
      text.className = "finding error";
      text.textContent = trouble;
      box.append(text);
    }
  };

  const busy = on => {
    at("work").hidden = !on;
    at("go").disabled = on;
    clearInterval(clock);
    if (on) at("work").scrollIntoView({block: "nearest"});
  };

  const wait = text => {
    const began = Date.now();
    at("elapsed").textContent = "";
    at("progress").removeAttribute("value");
    at("state").textContent = text;
    clearInterval(clock);
    // the bar is for eyes, and so are its seconds: heard every second they would be noise
    clock = setInterval(() => {
      at("elapsed").textContent = words.elapsed.replace("{n}", Math.round((Date.now() - began) / 1000));
    }, 1000);
  };

  const ask = (address, body, type, waiting) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    if (type) request.setRequestHeader("Content-Type", type);
    request.upload.addEventListener("progress", event => {
      if (event.lengthComputable) at("progress").value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => wait(waiting));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (request.status === 200 && answer) return resolve(answer);
      return reject(answer && answer.error ? answer.error.message[document.documentElement.lang] : words.no_contact);
    });
    request.addEventListener("error", () => reject(words.no_contact));
    request.addEventListener("abort", () => reject(""));
    asking = request;
    request.send(body);
  });

  at("stop").textContent = words.stop;
  at("stop").addEventListener("click", () => asking && asking.abort());

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const body = new FormData(form);
    body.delete("file");
    const text = at("text").value;
    if (files.length && text.trim()) return say("", words.both);
    if (files.length) body.delete("text");
    for (const file of files) body.append("file", file, file.name);
    const trouble = files.length || text.trim() ? fault(files) : words.nothing;
    if (trouble) return say("", trouble);
    const asked = {files: [...files], text};
    say(words.sending, "");
    busy(true);
    at("next").hidden = true;
    at("answer").replaceChildren();
    try {
      const answer = await ask("/report", body, null, files.length ? words.reading_scan : words.reading);
      checked = asked;
      show(answer);
    } catch (trouble) {
      if (typeof trouble !== "string") throw trouble;
      say(trouble ? "" : words.stopped, trouble);
    } finally {
      busy(false);
    }
  });

  const show = answer => {
    shown = answer;
    at("answer").innerHTML = answer.html; // written and escaped by the server
    at("add").hidden = !answer.sealed;
    at("add").disabled = false;
    at("add").textContent = at("add").dataset.add;
    at("next").hidden = false;
    say(words.done, "");
    at("answer").focus({preventScroll: true});
    at("answer").scrollIntoView({block: "start"});
  };

  at("again").addEventListener("click", () => {
    files = [];
    listFiles();
    at("text").value = "";
    say("", "");
    form.scrollIntoView({block: "start"});
    at("files").focus({preventScroll: true});
  });

  // Products taken together; they are kept here, and gone when the page is.

  at("add").dataset.add = at("add").textContent;
  const isThere = answer => products.some(p => p.sealed === answer.sealed || p.product === answer.product);
  let askedTwice = null;
  at("add").addEventListener("click", () => {
    if (products.length >= limits.products) return say("", words.many_files);
    if (isThere(shown) && askedTwice !== shown) {
      askedTwice = shown;
      at("add").textContent = words.add_twice;
      return say("", words.twice.replace("{name}", shown.product));
    }
    say("", "");
    products.push(shown);
    at("add").disabled = true;
    at("add").textContent = at("add").dataset.added;
    sum();
    at("stack-title").focus();
  });

  const sum = async () => {
    at("stack").hidden = !products.length;
    at("alone").hidden = products.length !== 1;
    at("sum").replaceChildren();
    at("products").replaceChildren(...products.map((product, index) => {
      const item = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = product.product;
      item.append(name, removeButton(product.product, () => {
        products.splice(index, 1);
        if (product === shown) {
          at("add").disabled = false;
          at("add").textContent = at("add").dataset.add;
        }
        sum();
        (products.length ? at("stack-title") : at("add")).focus();
      }));
      return item;
    }));
    if (products.length < 2) return;
    const fields = new FormData(form);
    const person = {labels: products.map(p => p.sealed), language: fields.get("language")};
    if (fields.get("sex")) person.sex = fields.get("sex");
    if (fields.get("activity")) person.activity = fields.get("activity");
    for (const name of ["age", "weight_kg"]) if (fields.get(name)) person[name] = Number(fields.get(name));
    for (const name of ["pregnant", "lactating"]) person[name] = fields.has(name);
    person.flags = fields.getAll("flags");
    say(words.summing, "");
    try {
      const answer = await ask("/sum", JSON.stringify(person), "application/json", words.summing);
      at("sum").innerHTML = answer.html; // written and escaped by the server
      say(words.summed, "");
    } catch (trouble) {
      if (typeof trouble !== "string") throw trouble;
      say("", trouble);
    } finally {
      clearInterval(clock);
    }
  };
})();
