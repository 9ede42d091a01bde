"""What the pages and forms of how long records are kept answer to every kind of person."""

PAGES = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
GET  retention.begin                  302 404 404 404 404 404 404 404 404 200
GET  retention.change                 302 404 404 404 404 404 404 404 404 200
GET  retention.listed                 302 404 404 404 404 404 404 404 404 200
"""

POSTS = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
POST retention.begin                  401 404 404 404 404 404 404 404 404 422
POST retention.change                 401 404 404 404 404 404 404 404 404 422
"""
