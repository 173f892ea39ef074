#!/bin/sh
# A certificate authority and a certificate of the nodes, made once. Runs in the image of Elasticsearch.
set -eu
cd /certificates
[ -f ca/ca.crt ] || {
  elasticsearch-certutil ca --silent --pem --out ca.zip
  unzip -q ca.zip && rm ca.zip
}
[ -f node/node.crt ] || {
  elasticsearch-certutil cert --silent --pem --ca-cert ca/ca.crt --ca-key ca/ca.key \
    --name node --dns localhost,elasticsearch,elasticsearch-2,elasticsearch-3 --ip 127.0.0.1 --out node.zip
  unzip -q node.zip && rm node.zip
}
# The nodes run as user 1000; the key of the authority stays root's. Others need its certificate.
chown -R 1000:0 node && chmod 750 node && chmod 640 node/*
chown -R root:root ca && chmod 755 ca && chmod 644 ca/ca.crt && chmod 600 ca/ca.key
