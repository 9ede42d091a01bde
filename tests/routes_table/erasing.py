"""What the pages and forms of erasing people answer to every kind of person."""

PAGES = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
GET  erasure.drop                     302 404 404 404 404 404 404 404 200 200
GET  erasure.listed                   302 404 404 404 404 404 404 404 200 200
GET  erasure.propose                  302 404 404 404 404 404 404 404 200 200
GET  erasure.shown                    302 404 404 404 404 404 404 404 200 200
"""

POSTS = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
POST erasure.drop                     401 404 404 404 404 404 404 404 422 422
POST erasure.listed                   401 404 404 404 404 404 404 404 422 422
POST erasure.propose                  401 404 404 404 404 404 404 404 422 422
POST erasure.shown                    401 404 404 404 404 404 404 404 422 422
"""
