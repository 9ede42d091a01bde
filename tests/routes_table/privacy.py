"""What pages about what is held about people answer to every kind of person."""

PAGES = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
GET  privacy.answered                 302 404 404 404 404 404 404 404 200 200
GET  privacy.own                      302 200 200 200 200 200 200 200 200 200
GET  privacy.save                     302 404 200 404 404 404 404 404 404 404
GET  privacy.shown                    302 404 200 404 404 404 404 404 200 200
"""

POSTS = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
POST privacy.answered                 401 404 404 404 404 404 404 404 422 422
POST privacy.own                      401 303 303 303 303 303 303 303 303 303
"""
