/** An address as the only value of a term. */
function link(iri: string): object {
  return { "@id": iri, "@type": "@id" };
}

const QUOTES = "https://w3id.org/fep/044f";
const FEATURED = "https://w3id.org/fep/7aa9";
const CAPABILITIES = "https://w3id.org/fep/844e";
const GOTOSOCIAL = "https://gotosocial.org/ns";

/** The contexts that enhancement proposals publish under their own addresses, in the terms that they define. */
export const proposals: Readonly<Record<string, object>> = {
  [QUOTES]: {
    "@context": {
      QuoteAuthorization: `${QUOTES}#QuoteAuthorization`,
      QuoteRequest: `${QUOTES}#QuoteRequest`,
      quote: link(`${QUOTES}#quote`),
      quoteAuthorization: link(`${QUOTES}#quoteAuthorization`),
      interactingObject: link(`${GOTOSOCIAL}#interactingObject`),
      interactionTarget: link(`${GOTOSOCIAL}#interactionTarget`),
    },
  },
  [FEATURED]: {
    "@context": {
      FeatureAuthorization: `${FEATURED}#FeatureAuthorization`,
      FeatureRequest: `${FEATURED}#FeatureRequest`,
      FeaturedCollection: `${FEATURED}#FeaturedCollection`,
      FeaturedItem: `${FEATURED}#FeaturedItem`,
      canFeature: link(`${FEATURED}#canFeature`),
      featureAuthorization: link(`${FEATURED}#featureAuthorization`),
      featuredCollections: link(`${FEATURED}#featuredCollections`),
      featuredObject: link(`${FEATURED}#featuredObject`),
      featuredObjectType: `${FEATURED}#featuredObjectType`,
      topic: link(`${FEATURED}#topic`),
    },
  },
  [CAPABILITIES]: {
    "@context": {
      implements: { "@id": `${CAPABILITIES}/implements`, "@type": "@id", "@container": "@list" },
    },
  },
};
