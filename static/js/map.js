// The map of what was found: our own coarse outlines, one mark for each spot. The list below holds the same services.
(() => {
  "use strict";

  const nearest = 40;
  const words = {
    nb: { one: "tjeneste", many: "tjenester" },
    nn: { one: "teneste", many: "tenester" },
    en: { one: "service", many: "services" },
  };
  const { one, many } = words[document.documentElement.lang.slice(0, 2)] || words.nb;
  const count = (number) => `${number} ${number === 1 ? one : many}`;
  const add = (parent, tag, text) => {
    const element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    return element;
  };

  // Spots that would lie on top of each other are one mark.
  const gather = (map, marks) => {
    const groups = [];
    for (const mark of marks) {
      const at = map.latLngToLayerPoint(mark.at);
      const group = groups.find((each) => each.at.distanceTo(at) < nearest);
      if (group) group.marks.push(mark);
      else groups.push({ at, marks: [mark] });
    }
    return groups;
  };

  const contents = (marks) => {
    const box = document.createElement("div");
    for (const mark of marks) {
      add(box, "strong", mark.name);
      const list = add(box, "ul");
      for (const service of mark.services) {
        const link = add(add(list, "li"), "a", service.name);
        link.href = service.url;
      }
    }
    return box;
  };

  const put = (layer, group) => {
    const number = group.marks.reduce((sum, mark) => sum + mark.services.length, 0);
    const [first, ...rest] = group.marks;
    const name = rest.length ? `${first.name} + ${rest.length}` : first.name;
    const icon = L.divIcon({ className: "mark", html: String(number), iconSize: [36, 36] });
    const marker = L.marker(first.at, { icon, title: `${name}: ${count(number)}` });
    marker.bindPopup(contents(group.marks), { maxHeight: 240, maxWidth: 260 });
    marker.addTo(layer);
    marker.on("popupopen", (event) => event.popup.getElement().querySelector("a")?.focus());
    marker.on("popupclose", () => marker.getElement()?.focus());
  };

  const outline = (map, features) => {
    const isInvented = (feature) => feature.properties.invented;
    L.geoJSON(features, {
      interactive: false,
      style: (feature) => ({ className: isInvented(feature) ? "outline outline--invented" : "outline" }),
      pointToLayer: (feature, at) =>
        L.tooltip({ permanent: true, direction: "center", className: "place-name", pane: "overlayPane" })
          .setLatLng(at)
          .setContent(feature.properties.name),
    }).addTo(map);
  };

  const draw = async (box) => {
    const marks = JSON.parse(document.getElementById("marks").textContent);
    if (marks.length === 0) return;
    box.hidden = false;
    const map = L.map(box, {
      scrollWheelZoom: false,
      zoomControl: false,
      attributionControl: false,
      minZoom: 4,
      maxZoom: 13,
    });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    map.fitBounds(L.latLngBounds(marks.map((mark) => mark.at)).pad(0.15), { maxZoom: 11, animate: false });
    const layer = L.layerGroup().addTo(map);
    const show = () => {
      layer.clearLayers();
      for (const group of gather(map, marks)) put(layer, group);
    };
    map.on("zoomend", show);
    show();
    const answer = await fetch(box.dataset.outlines);
    if (answer.ok) outline(map, await answer.json());
  };

  const start = () => {
    const box = document.getElementById("map");
    if (box && !box.dataset.drawn) {
      box.dataset.drawn = "yes";
      draw(box);
    }
  };

  document.addEventListener("htmx:load", start);
  start();
})();
