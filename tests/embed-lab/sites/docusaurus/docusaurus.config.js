export default {
  title: "Embed lab",
  url: "https://lab.example",
  baseUrl: "/",
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
@@docusaurus.config.js@@
};
