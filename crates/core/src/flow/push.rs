//! A push, as BuildKit's exporter does it: the tree is filled from its leaves, because a parent may only name children that
//! the registry has.
//!
//! Order and limits are those of BuildKit v0.32 (`util/push/push.go`, `util/resolver/limited`) and containerd's pusher
//! (`core/remotes/docker/pusher.go`).

mod leaves;

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

struct Push<'a> {
    image: &'a FlowImage,
    setting: &'a PushSetting,
    wire: Wire<'a>,
    script: Script,
    tag: usize,
    root: usize,
    /// Manifests below the root, with what they are called.
    manifests: Vec<(usize, &'a Blob)>,
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
            self.manifests.push((manifest, &entry.manifest));
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
        let n_images = self.manifests.len().max(1);
        let caption = format!(
            "{n_images} manifests are made, and everything that they name, before anything is sent."
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
            let object = self.manifests[nth].0;
            self.script
                .do_here(EventKind::Name, Some(object), "written and hashed");
        }
        self.script
            .do_here(EventKind::Name, Some(self.root), "written last");
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
        let caption = "A token for writing costs a login; it also covers reading the repository that is mounted from.";
        self.script
            .step("token", "Fetch a token", Place::Wire, caption.to_owned());
        let exchange = self.wire.token(Scope::Push);
        self.script.exchange(exchange, 0, None);
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
        self.put_root(caption, "201 Created");
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

    fn put_manifests(&mut self) {
        if self.manifests.is_empty() {
            return;
        }
        let caption = "Each manifest goes up by its digest. No tag names it yet, and everything that it names is there.";
        self.script.step(
            "manifests",
            "Put the manifests",
            Place::Wire,
            caption.to_owned(),
        );
        // What was found last is sent first; the list itself is sent last.
        for nth in (0..self.manifests.len()).rev() {
            let (object, blob) = self.manifests[nth];
            let request = format!("PUT {}", self.path("manifests", &blob.address()));
            let mut exchange = self.exchange(request, "201 Created", "201, stored");
            exchange
                .sent
                .push(("Content-Type", blob.media_type.clone()));
            self.script
                .send(exchange, blob.size.unwrap_or_default(), object);
            self.script
                .do_here(EventKind::Verify, Some(object), "the registry hashes it");
        }
        self.script
            .why("A registry that finds a child missing answers MANIFEST_BLOB_UNKNOWN and stores nothing.");
    }

    fn put_root(&mut self, caption: &str, status: &str) {
        self.script.step(
            "root",
            "Put the list and the tag",
            Place::Wire,
            caption.to_owned(),
        );
        let request = format!("PUT {}", self.path("manifests", &self.wire.target()));
        let mut exchange = self.exchange(request, status, status);
        let root = &self.image.root;
        exchange
            .sent
            .push(("Content-Type", root.media_type.clone()));
        self.script
            .send(exchange, root.size.unwrap_or_default(), self.root);
    }

    fn put_index_first(&mut self) -> Ending {
        let caption = "The list names manifests that the registry has never seen, so it stores nothing of it.";
        self.put_root(caption, "400 Bad Request");
        let missing = self
            .manifests
            .first()
            .map(|(object, blob)| (*object, *blob));
        let missing = missing.or_else(|| self.blobs.first().map(|it| (it.object, it.blob)));
        let name = missing.map_or_else(String::new, |(_, blob)| blob.address());
        self.script
            .do_here(EventKind::Reject, Some(self.root), "MANIFEST_BLOB_UNKNOWN");
        if let Some((object, _)) = missing {
            self.script
                .do_here(EventKind::Name, Some(object), "this child is missing");
        }
        self.script.fact("Missing", name.clone());
        self.script
            .why("Otherwise a pull could be sent after something that is not there.");
        Ending::Failed {
            message: format!("manifest blob unknown: blob unknown to registry: {name}"),
            is_verbatim: false,
            remedies: vec![
                "Push blobs, then manifests, then the list: every client does".to_owned(),
            ],
        }
    }

    fn path(&self, folder: &str, target: &str) -> String {
        let name = self.image.reference.path().as_str();
        format!("/v2/{name}/{folder}/{target}")
    }

    fn exchange(&self, request: String, status: &str, meaning: &str) -> Exchange {
        Exchange {
            to: Actor::Registry,
            host: self.wire.host(),
            request,
            sent: Vec::new(),
            status: status.to_owned(),
            received: Vec::new(),
            body: String::new(),
            meaning: meaning.to_owned(),
            origin: Origin::Simulated,
        }
    }
}
