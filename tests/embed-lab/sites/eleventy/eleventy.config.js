export default function (config) {
  config.ignores.add("node_modules/**");
}
