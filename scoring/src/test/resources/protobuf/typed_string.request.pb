$
x2	é€𝄞2plainBnamed