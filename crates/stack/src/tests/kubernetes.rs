//! Objects of Kubernetes.

use super::*;

#[test]
fn containers_are_found_wherever_they_are() {
    check(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  initContainers:\n  - name: i\n    image: i:1\n  containers:\n  - name: a\n    image: a:1\n  - image: b:1\n  ephemeralContainers:\n  - {name: e, image: 'e:1'}\n  volumes:\n  - name: v\n    image: {reference: quay.io/v/v:1, pullPolicy: Always}\n  - name: w\n    emptyDir: {}\n",
        Kind::Kubernetes,
        &[
            "Pod/p init container i: i:1 @7",
            "Pod/p container a: a:1 @10",
            "Pod/p container 2: b:1 @11",
            "Pod/p ephemeral container e: e:1 @13",
            "Pod/p volume v: quay.io/v/v:1 @16",
        ],
        &[],
    );
    for (kind, path) in [
        ("Deployment", "template"),
        ("StatefulSet", "template"),
        ("DaemonSet", "template"),
        ("ReplicaSet", "template"),
        ("Job", "template"),
        ("CronJob", "jobTemplate: {spec: {template"),
        ("Rollout", "strategy: {canary: {steps: [{x"),
    ] {
        let open = path.matches(['{', '[']).count();
        let close: String = path
            .chars()
            .rev()
            .filter_map(|it| match it {
                '{' => Some('}'),
                '[' => Some(']'),
                _ => None,
            })
            .collect();
        assert_eq!(open, close.len());
        check(
            &format!(
                "apiVersion: x/v1\nkind: {kind}\nmetadata:\n  name: n\nspec: {{{path}: {{spec: {{containers: [{{name: c, image: x/y:1}}]}}}}{close}}}\n"
            ),
            Kind::Kubernetes,
            &[&format!("{kind}/n container c: x/y:1 @5")],
            &[],
        );
    }
}

#[test]
fn lists_documents_and_sources_name_their_objects() {
    check(
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {generateName: a-}\n  spec: {containers: [{name: x, image: x:1}]}\n- apiVersion: v1\n  kind: Pod\n  spec: {containers: [{name: y, image: y:1}]}\n",
        Kind::Kubernetes,
        &["Pod/a-… container x: x:1 @7", "Pod container y: y:1 @10"],
        &[],
    );
    check(
        "---\n# Source: chart/templates/a.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: x, image: x:1}]}\n---\n# Source: chart/templates/empty.yaml\n---\n# Source: chart/templates/b.yaml\napiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    ---- not a document\n     --- nor this\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: c}\nspec: {containers: [{name: x, image: z:1}]}\n...\n",
        Kind::Kubernetes,
        &[
            "Pod/a container x, chart/templates/a.yaml: x:1 @6",
            "Pod/c container x: z:1 @21",
        ],
        &[],
    );
    check(
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\n\t\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"c:1\"}]}}",
        Kind::Kubernetes,
        &["Pod/p container c: c:1 @2"],
        &[],
    );
}

#[test]
fn a_break_in_one_document_leaves_the_others() {
    let pod = |name: &str| {
        format!("apiVersion: v1\nkind: Pod\nspec: {{containers: [{{image: {name}}}]}}\n")
    };
    check(
        &format!("{}---\n{}x: [\n---\n{}", pod("a:1"), pod("b:1"), pod("c:1")),
        Kind::Kubernetes,
        &[
            "Pod container 1: a:1 @3",
            "Pod container 1: b:1 @7",
            "Pod container 1: c:1 @12",
        ],
        &[
            "! 9:1 The YAML breaks here: while parsing a node, did not find expected node content. | Mend this line; of this document only what stands before it was read.",
        ],
    );
}

#[test]
fn templates_are_not_read() {
    check(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}-web}\nspec:\n  {{- if .Values.x }}\n  containers:\n  - name: a\n    image: {{ .Values.image }}\n  - name: b\n    image: \"{{ .Values.repo }}:{{ .Values.tag | default \"1\" }}\"\n  - name: c\n    image: c:1\n  {{- end }}\n",
        Kind::Kubernetes,
        &["Pod/{{ .Release.Name }}-web container c: c:1 @12"],
        &[
            "! 8:12 `{{ .Values.image }}` is a template that has not been rendered. | Paste what `helm template`, or the tool that fills it in, prints.",
            "! 10:12 `{{ .Values.repo }}:{{ .Values.tag | default \"1\" }}` is a template that has not been rendered. | Paste what `helm template`, or the tool that fills it in, prints.",
            "! 5:1 This is a template that has not been rendered. | Paste what `helm template`, or the tool that fills it in, prints.",
        ],
    );
    check(
        "apiVersion: x/v1\nkind: Rule\nmetadata: {name: r}\nspec:\n  text: \"{{ $labels.pod }} is down\"\n  containers: [{name: a, image: 'a:1'}]\n",
        Kind::Kubernetes,
        &["Rule/r container a: a:1 @6"],
        &[],
    );
}

#[test]
fn nodes_tell_the_platform_where_only_one_is_left() {
    let pod = |spec: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nspec:\n  containers: [{{name: a, image: 'a:1'}}]\n{spec}"
        )
    };
    let affinity = |terms: &str| {
        pod(&format!(
            "  affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{terms}]}}}}}}\n"
        ))
    };
    for (text, wanted) in [
        (pod(""), "Pod container a: a:1 @4"),
        (
            pod("  nodeSelector: {kubernetes.io/arch: arm64}\n"),
            "Pod container a: a:1 linux/arm64 @4 (It is kept to nodes that are linux/arm64.)",
        ),
        (
            pod("  nodeSelector:\n    kubernetes.io/arch: amd64\n    kubernetes.io/os: windows\n"),
            "Pod container a: a:1 windows/amd64 @4 (It is kept to nodes that are windows/amd64.)",
        ),
        (
            pod("  nodeSelector: {kubernetes.io/os: linux}\n"),
            "Pod container a: a:1 @4 (It is kept to nodes that are linux.)",
        ),
        (
            pod("  os: {name: windows}\n  nodeSelector: {beta.kubernetes.io/arch: amd64}\n"),
            "Pod container a: a:1 windows/amd64 @4 (It is kept to nodes that are windows/amd64.)",
        ),
        (
            affinity(
                "{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64]}]}",
            ),
            "Pod container a: a:1 linux/arm64 @4 (It is kept to nodes that are linux/arm64.)",
        ),
        (
            affinity(
                "{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64, amd64]}]}",
            ),
            "Pod container a: a:1 @4 (It is kept to nodes that are arm64 or amd64.)",
        ),
        (
            affinity(
                "{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64]}]}, {matchExpressions: [{key: zone, operator: In, values: [a]}]}",
            ),
            "Pod container a: a:1 @4",
        ),
        (
            affinity(
                "{matchExpressions: [{key: kubernetes.io/arch, operator: NotIn, values: [arm64]}]}",
            ),
            "Pod container a: a:1 @4",
        ),
    ] {
        check(&text, Kind::Kubernetes, &[wanted], &[]);
    }
}

#[test]
fn what_is_no_text_or_has_variables_is_named() {
    check(
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {name: a, image: [x]}\n  - {name: b, image: 'x:$TAG'}\n  - {name: c, image: }\n  - {name: d, image: 'x y'}\n  - {name: e}\n",
        Kind::Kubernetes,
        &[
            "Pod container b: [`TAG` has no value here] @6",
            "Pod container d: [a reference has no spaces (at byte 1)] @8",
        ],
        &[
            "! 5:22 `image` should be a single text. | Write the reference behind it, on the same line.",
            "! 6:22 `TAG` in `x:$TAG` has no value here. | Write the value that you use in place of `TAG`.",
            "! 8:22 `x y` is no reference: a reference has no spaces (at byte 1). | Perhaps `x` is meant.",
        ],
    );
    check(
        "apiVersion: v1\nkind: Service\nspec: {ports: [80]}\n",
        Kind::Kubernetes,
        &[],
        &["1:1 No image is named here. | "],
    );
}

#[test]
fn steps_of_tekton_and_templates_of_argo_hold_containers() {
    check(
        "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n  stepTemplate: {image: base:1}\n  steps:\n  - {name: s, image: s:1}\n  - {ref: {name: other}}\n  sidecars:\n  - image: d:1\n",
        Kind::Kubernetes,
        &[
            "Task/t stepTemplate: base:1 @5",
            "Task/t step s: s:1 @7",
            "Task/t sidecar 1: d:1 @10",
        ],
        &[],
    );
    check(
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  templates:\n  - name: a\n    container: {image: c:1}\n    nodeSelector: {kubernetes.io/arch: arm64}\n  - name: b\n    steps: [[{name: x, template: a}]]\n    script: {image: s:1, source: echo}\n",
        Kind::Kubernetes,
        &[
            "Workflow container: c:1 linux/arm64 @6 (It is kept to nodes that are linux/arm64.)",
            "Workflow script: s:1 @10",
        ],
        &[],
    );
}

#[test]
fn a_kustomization_names_what_it_puts_in() {
    check(
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: nginx\n  newTag: \"1.27\"\n- {name: app, newName: ghcr.io/x/app, newTag: v1, digest: 'sha256:0000000000000000000000000000000000000000000000000000000000000000'}\n- {name: redis, newName: valkey}\n- {newTag: lost}\n",
        Kind::Kubernetes,
        &[
            "Kustomization images: nginx:1.27 @4 (It takes the place of `nginx`.)",
            "Kustomization images: ghcr.io/x/app@sha256:0000000000000000000000000000000000000000000000000000000000000000 @6 (It takes the place of `app`.)",
        ],
        &[
            "7:3 `valkey` has no tag here: the resources give it. | Paste what `kubectl kustomize` prints to see everything.",
            "! 8:3 An entry of `images` has no `name`. | Name the image that it replaces.",
        ],
    );
}

#[test]
fn a_node_selector_that_is_no_platform_loses_nothing() {
    for (written, note) in [
        (
            "\"${ARCH}\"",
            " (It is kept to nodes that are linux/${ARCH}.)",
        ),
        (
            "\"{{ .Values.arch }}\"",
            " (It is kept to nodes that are linux/{{ .Values.arch }}.)",
        ),
        ("\"\"", ""),
    ] {
        check(
            &format!(
                "apiVersion: v1\nkind: Pod\nspec:\n  nodeSelector: {{kubernetes.io/arch: {written}}}\n  containers: [{{name: a, image: a:1}}]\n"
            ),
            Kind::Kubernetes,
            &[&format!("Pod container a: a:1 @5{note}")],
            &[],
        );
    }
}
