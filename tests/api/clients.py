# A story told by Mastodon.py; the test that starts it says where and as whom, and hands over the code of consent.
import json
import sys
import threading

from mastodon import Mastodon, StreamListener

origin, picture = sys.argv[1:3]


def say(**what):
    print(json.dumps(what, default=str), flush=True)


scopes = ["read", "write", "follow", "push"]
client_id, client_secret = Mastodon.create_app("Story", scopes=scopes, api_base_url=origin)
mastodon = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=origin)
say(consent=mastodon.auth_request_url(scopes=scopes))
mastodon.log_in(code=sys.stdin.readline().strip(), scopes=scopes)
say(me=mastodon.account_verify_credentials().acct, instance=mastodon.instance().uri)

heard = threading.Event()


class Listener(StreamListener):
    def on_update(self, status):
        if "streamed" in status.content:
            heard.set()


stream = mastodon.stream_user(Listener(), run_async=True)
for _ in range(100):
    mastodon.status_post("streamed", visibility="unlisted")
    if heard.wait(0.2):
        break
say(streamed=heard.is_set())
stream.close()

poll = mastodon.make_poll(["Soup", "Salad"], 3600)
asked = mastodon.status_post("Lunch? #food", poll=poll, language="en", idempotency_key="story")
media = mastodon.media_post(picture, description="a picture")
shown = mastodon.status_post("Look", media_ids=[media.id])
say(poll=[option.title for option in asked.poll.options], alt=shown.media_attachments[0].description)

reply = mastodon.status_post("Soup it is", in_reply_to_id=asked.id)
thread = mastodon.status_context(asked.id)
say(thread=[status.id == reply.id for status in thread.descendants])

edited = mastodon.status_update(reply.id, "Salad it is")
say(edited=edited.content, history=len(mastodon.status_history(reply.id)))

made = mastodon.list_create("Friends")
say(lists=[one.title for one in mastodon.lists()], members=len(mastodon.list_accounts(made.id)))
mastodon.list_delete(made.id)

# By itself it asks for hashtags alone that somebody has reviewed.
found = mastodon.search_v2("food", result_type="hashtags", exclude_unreviewed=False)
say(found=[tag.name for tag in found.hashtags])

mastodon.status_favourite(asked.id)
mastodon.status_bookmark(asked.id)
say(favourites=len(mastodon.favourites()), bookmarks=len(mastodon.bookmarks()))

pages, page = 0, mastodon.timeline_home(limit=2)
while page:
    pages += 1
    page = mastodon.fetch_next(page)
say(paged=pages > 1)

mastodon.status_delete(shown.id)
say(done=True)
