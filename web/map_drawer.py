"""Streamlit's map with what its file holds and nobody there uses: a scale bar, and its base.

The base map draws all that is seen here, so it is asked what lies under the pointer: no polygon has
to be handed over a second time, drawn unseen, to be found. The bar is its own, so it follows every
zoom; what is written is there at once, for each step of a fade would draw the whole map again. What
a page changes on a map is drawn when all of it is there: without a graphics card each drawing of
thousands of polygons takes as long as working them out.

A file that is built otherwise goes out as it is: its maps have no bar and tell nothing of a place.
"""

from __future__ import annotations

import re
from typing import Final

STEM: Final = "DeckGlJsonChart"
_CONTROL = re.compile(rb"new ([\w$]+)\.default\.ScaleControl\b")
_BASE = re.compile(rb"(\{mapStyle:)([^{}]{1,200})(,mapboxApiAccessToken:[\w$]+)(\}\))")
_STATE = re.compile(
    rb"(\[[\w$]+,[\w$]+\]=\(0,([\w$]+)\.useState\)\(!1\))(;\(0,\2\.useEffect\)\(\(\)=>\{[\w$]+\(!0\)\},\[\]\))"
)
_TOLD = re.compile(rb"getTooltip:([\w$]+),ContextProvider:")
_CLICKED = re.compile(rb"onClick:([\w$]{1,9}&&![\w$]{1,9})\?([\w$]+):void 0,children:")
_MADE = re.compile(rb"this\._map=(new this\.mapboxgl\.Map\(Object\.assign\([^()]{1,40}\)\))")
_STALE = re.compile(rb"(prototype\.hasTransitions=function\([\w$]+\)\{return )(this\.stale\|\|)")
_MOVED = re.compile(
    rb"(\(0,[\w$]+\.use)(Effect\)\(\(\)=>\{if\(![\w$]+\([\w$]+\.views,[\w$]+\.current\)\))"
)
_COME = re.compile(
    rb"(\w\.sourceDataType)===`metadata`(&&\((\w)\._sourceLoaded=!0\),\3\._sourceLoaded&&!\3\._paused&&"
    rb"\w\.dataType===`source`&&\1===`content`&&\(\3\.)reload\(\)"
)
_LATE = re.compile(rb"(this\._sourceLoaded&&!this\._paused)(\)\{var )")
_RENEWED = re.compile(
    rb"(prototype\._reloadSource=function\((\w)\)\{)(this\.sourceCaches\[\2\])\.resume\(\),\3\.reload\(\)\}"
)
_SWAPS: Final = (
    (_STATE, rb"\1,$base=(0,\2.useRef)(null)\3"),
    (_TOLD, rb"getTooltip:e=>\1($under($base.current,e,!0)),ContextProvider:"),
    (_CLICKED, rb"onClick:\1?e=>\2($under($base.current,e)):void 0,children:"),
    (_MADE, rb"this._map=$whole(\1)"),
    (_MOVED, rb"\1Layout\2"),  # the new place comes together with the new look
    (_COME, rb"\1\2clearTiles()"),
    (_LATE, rb"\1&&this._source.loaded()\2"),  # no part is made of what is to be replaced
    (_RENEWED, rb"\1$renew(\3)}"),
    (_STALE, rb"\1this.fadeDuration>0&&\2"),  # nothing fades: all is placed anew each time
)
_HELD = (
    rb"\1$style(\2)\3,mapOptions:{fadeDuration:0},onLoad:e=>{$base.current=e.target;"
    rb"e.target.addControl(new %s.default.ScaleControl({maxWidth:90}))}\4"
)
# Adds to what is told of a place what the base shows there and has words for; while one points at
# it, it stands out.
_UNDER: Final = b"""
function $under(base,told,pointed){
  if(!base||!base.style||!told)return told;
  const seen=told.x>=0?base.queryRenderedFeatures([told.x,told.y]):[];
  const found=seen.find(one=>one.properties.keterangan);
  if(pointed){
    const now=found&&found.id!==undefined?{source:found.source,id:found.id}:null,was=base.$pointed;
    if(was?.source!==now?.source||was?.id!==now?.id){
      if(was&&base.getSource(was.source))base.setFeatureState(was,{ditunjuk:false});
      if(now)base.setFeatureState(now,{ditunjuk:true});
      base.$pointed=now;
    }
  }
  if(!found)return told;
  const {source,properties}=found;
  return{...told,index:properties.i,object:{properties},layer:{id:source}};
}
"""

# Reads what a map is to look like at once, where its drawer would ask for it as for a file and draw
# the old map at the new place meanwhile.
_STYLE: Final = b"""
const $styles=new Map();
function $style(told){
  const start="data:application/json,";
  if(typeof told!=="string"||!told.startsWith(start))return told;
  if(!$styles.has(told)){
    if($styles.size>7)$styles.clear();
    $styles.set(told,JSON.parse(decodeURIComponent(told.slice(start.length))));
  }
  return $styles.get(told);
}
"""
# Makes anew what the place that is shown needs, and nothing of the one that is left.
_RENEW: Final = b"""
function $renew(cache){
  const source=cache._source,at=source.loaded()&&cache.transform;
  const shown=at?at.coveringTiles(source).map(one=>one.key):[];
  for(const key in cache._tiles)if(!shown.includes(key))cache._removeTile(key);
  cache._paused=cache._shouldReloadOnResume=false;
  cache.reload();
}
"""
# Leaves the map as it is until all of a change is there, or so many milliseconds have passed.
_WHOLE: Final = b"""
function $whole(base){
  const draw=base.painter.render,change=base.setStyle;
  let until=performance.now()+1500,later;
  base.setStyle=function(...told){
    until=performance.now()+700;
    return change.apply(this,told);
  };
  base.painter.render=function(...told){
    const left=until-performance.now();
    clearTimeout(later);
    if(left>0&&!base.isStyleLoaded()){
      base.painter.style=told[0];  // what parts that come in are read with
      later=setTimeout(()=>base.style&&base.triggerRepaint(),left);
      return;
    }
    until=0;
    draw.apply(this,told);
  };
  return base;
}
"""


def with_base(content: bytes) -> bytes:
    """Return the drawer of maps so; as it was where it is built otherwise."""
    control = _CONTROL.search(content)
    once = all(len(one.findall(content)) == 1 for one in (_BASE, *(swap[0] for swap in _SWAPS)))
    if control is None or not once:
        return content
    told = _BASE.sub(_HELD % control[1], content)
    for pattern, ours in _SWAPS:
        told = pattern.sub(ours, told)
    return told + b"".join(map(_small, (_UNDER, _STYLE, _RENEW, _WHOLE)))


def _small(ours: bytes) -> bytes:
    """Return code without what is there for its readers."""
    return re.sub(rb"\n\s*", b"\n", re.sub(rb"\s*//[^\n]*", b"", ours))
