//! A push, as BuildKit's exporter does it: the tree is filled from its leaves, because a parent may only name children that
//! the registry has.
//!
//! Order and limits are those of BuildKit v0.32 (`util/push/push.go`, `util/resolver/limited`) and containerd's pusher
//! (`core/remotes/docker/pusher.go`).

mod index_first;
mod leaves;
mod manifests;

use self::manifests::Answer;
use super::{
    image::{Blob, Contents, FlowImage, RootKind},
    script::{Script, below},
    setting::{PushSetting, Store},
    timeline::{
        Actor, Ending, EventKind, Exchange, FlowObject, ObjectRole, Origin, Place, Timeline,
    },
    wire::{Scope, Wire},
};

/// Tells how an image is built and pushed, as far as it is known. Its images are those entries whose contents were read.
#[must_use]
pub fn push(image: &FlowImage, setting: &PushSetting) -> Timeline {
    let mut push = Push {
        image,
        setting,
        wire: Wire::new(image, Store::Containerd),
        script: Script::new(setting.network),
        tag: 0,
        root: 0,
        manifests: Vec::new(),
        blobs: Vec::new(),
    };
    push.name_objects();
    push.build();
    push.come_in();
    let ending = match setting.is_index_first {
        true => push.put_index_first(),
        false => push.fill_the_tree(),
    };
    push.script.end(ending)
}

/// A blob on its way up.
struct Upload<'a> {
    object: usize,
    blob: &'a Blob,
    is_base: bool,
}

/// A manifest that the root names.
struct Child<'a> {
    object: usize,
    blob: &'a Blob,
    /// For whom it is; `None` for an attestation.
    platform: Option<String>,
}

struct Push<'a> {
    image: &'a FlowImage,
    setting: &'a PushSetting,
    wire: Wire<'a>,
    script: Script,
    tag: usize,
    root: usize,
    /// Manifests below the root.
    manifests: Vec<Child<'a>>,
    /// Every distinct blob once.
    blobs: Vec<Upload<'a>>,
}

impl<'a> Push<'a> {
    fn name_objects(&mut self) {
        self.tag = self.script.object(FlowObject {
            role: ObjectRole::Tag,
            name: self.image.reference.familiar(),
            digest: String::new(),
            size: None,
            parent: None,
            note: "written last".to_owned(),
        });
        let image = self.image;
        let role = match image.kind {
            RootKind::Index(_) => ObjectRole::Index,
            RootKind::Manifest(_) => ObjectRole::Manifest,
        };
        let root = below(role, &image.root, Some(self.tag), String::new());
        self.root = self.script.object(root);
        if let RootKind::Manifest(Some(contents)) = &image.kind {
            self.name_contents(self.root, contents);
        }
        for entry in image.entries() {
            let note = entry.platform_in_words();
            let manifest = below(ObjectRole::Manifest, &entry.manifest, Some(self.root), note);
            let manifest = self.script.object(manifest);
            self.manifests.push(Child {
                object: manifest,
                blob: &entry.manifest,
                platform: (!entry.is_attestation).then(|| entry.platform_in_words()),
            });
            if let Some(contents) = &entry.contents {
                self.name_contents(manifest, contents);
            }
        }
    }

    fn name_contents(&mut self, manifest: usize, contents: &'a Contents) {
        let layers = contents.layers.iter().map(|layer| &layer.blob);
        let all = layers.chain([&contents.config]);
        for (nth, blob) in all.enumerate() {
            let is_known = self.blobs.iter().any(|it| it.blob.digest == blob.digest);
            // The same bytes go up once, whoever names them.
            if is_known && !blob.digest.is_empty() {
                continue;
            }
            let is_config = nth == contents.layers.len();
            let (role, note) = match is_config {
                true => (ObjectRole::Config, "config"),
                false => (ObjectRole::Layer, "layer"),
            };
            let object = below(role, blob, Some(manifest), note.to_owned());
            let object = self.script.object(object);
            self.blobs.push(Upload {
                object,
                blob,
                is_base: nth == 0 && !is_config,
            });
        }
    }

    fn build(&mut self) {
        let name = self.image.reference.familiar();
        let n_attestations = self.n_attestations();
        // A manifest without a list is one image.
        let n_images = match self.manifests.len() {
            0 => 1,
            n => n - n_attestations,
        };
        let caption = format!(
            "{} made, down to the last blob, before anything is sent.",
            match (counted(n_images, "image"), n_attestations) {
                (images, 0) if n_images == 1 => format!("{images} is"),
                (images, 0) => format!("{images} are"),
                (images, n) => format!("{images} and {} are", counted(n, "attestation")),
            }
        );
        self.script
            .step("build", "Build for each platform", Place::Engine, caption);
        let command = format!("docker buildx build --push --tag {name} .");
        self.script
            .tell(Actor::You, Actor::Engine, EventKind::Ask, None, &command);
        for nth in 0..self.blobs.len() {
            let object = self.blobs[nth].object;
            self.script
                .do_here(EventKind::Name, Some(object), "packed and hashed");
        }
        for nth in 0..self.manifests.len() {
            let object = self.manifests[nth].object;
            self.script
                .do_here(EventKind::Name, Some(object), "written and hashed");
        }
        self.script
            .do_here(EventKind::Name, Some(self.root), "written last");
        self.script.fact("Platforms", n_images.to_string());
        self.script.fact("Attestations", n_attestations.to_string());
        self.script
            .fact("Distinct blobs", self.blobs.len().to_string());
        self.script
            .why("A digest is known only when the bytes are: layers first, then configs, manifests, and the list of them.");
        let n_unread = self
            .image
            .entries()
            .iter()
            .filter(|it| it.contents.is_none())
            .count();
        if n_unread > 0 {
            self.script.variation(format!(
                "What {n_unread} of the entries name was not read, so their blobs are not shown."
            ));
        }
    }

    fn come_in(&mut self) {
        if !self.wire.has_tokens() {
            return;
        }
        let (scope, caption) = match self.setting.has_base_elsewhere {
            true => (
                Scope::PushAndMount,
                "A token for writing costs a login; it also covers reading the repository that is mounted from.",
            ),
            false => (
                Scope::Push,
                "A token for writing this one repository costs a login.",
            ),
        };
        self.script
            .step("token", "Fetch a token", Place::Wire, caption.to_owned());
        self.script.exchange(self.wire.token(scope), 0, None);
        self.script.variation(
            "Told by GET. Clients that know OAuth2 send a POST for the same scopes first, and fall back to this."
                .to_owned(),
        );
        self.script
            .why("Registries let anybody read a public repository, and only its owners write.");
    }

    fn fill_the_tree(&mut self) -> Ending {
        self.ask();
        if self.setting.has_base_elsewhere && self.blobs.iter().any(|it| it.is_base) {
            self.mount();
        }
        self.upload();
        self.put_manifests();
        let caption = "Only now the tag moves: it points at a list of which every part is there.";
        self.put_root(caption, Answer::Stored);
        self.script
            .do_here(EventKind::Verify, Some(self.root), "the registry hashes it");
        self.script
            .do_here(EventKind::Record, Some(self.tag), "the tag is written");
        self.script
            .why("Whoever pulled the tag a moment earlier got the old image whole; nobody ever gets half of one.");
        Ending::Done {
            message: format!("pushing manifest for {}", self.image.reference),
        }
    }

    fn n_attestations(&self) -> usize {
        let all = self.manifests.iter();
        all.filter(|child| child.platform.is_none()).count()
    }

    fn path(&self, folder: &str, target: &str) -> String {
        let name = self.image.reference.path().as_str();
        format!("/v2/{name}/{folder}/{target}")
    }

    fn exchange(&self, request: String, status: &str, meaning: &str) -> Exchange {
        let mut exchange = Exchange {
            to: Actor::Registry,
            host: self.wire.host(),
            request,
            sent: Vec::new(),
            status: status.to_owned(),
            received: Vec::new(),
            body: String::new(),
            meaning: meaning.to_owned(),
            origin: Origin::Simulated,
        };
        self.wire.authorize(&mut exchange);
        exchange
    }
}

/// `1 image`, `2 images`.
fn counted(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
