variable "IMAGE" {
  default = "registry.example.com/team/app"
}

variable "TAG" {
  default = "dev"
}

group "default" {
  targets = ["app"]
}

# One target, several platforms: one push, one index, one tag.
target "app" {
  context    = "."
  dockerfile = "Dockerfile.cross"
  platforms  = ["linux/amd64", "linux/arm64"]
  tags       = ["${IMAGE}:${TAG}"]
  cache-from = ["type=registry,ref=${IMAGE}:buildcache"]
  cache-to   = ["type=registry,ref=${IMAGE}:buildcache,mode=max"]
}
