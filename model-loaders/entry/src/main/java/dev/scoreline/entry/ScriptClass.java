package dev.scoreline.entry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's class with its one instance, made when a method first needs it. One thread. */
final class ScriptClass {

    private final Class<?> type;
    private @Nullable Object instance;

    ScriptClass(Class<?> type) {
        this.type = type;
    }

    /** Whether a class has something that could be called {@code run}. */
    static boolean hasRun(Class<?> type) {
        return !named(type, "run").isEmpty();
    }

    String name() {
        return type.getName();
    }

    private static List<Method> named(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge() && !method.isSynthetic())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .toList();
    }

    /** The method of this name, of which there has to be one. */
    Method only(String name) {
        return optional(name)
                .orElseThrow(() -> ScriptRefusal.of("the class " + name()
                        + " has no method " + name + " that is not private: write, for example, Object " + name
                        + "(String data)"));
    }

    /** The method of this name, if there is one. */
    Optional<Method> optional(String name) {
        List<Method> found = named(type, name);
        if (found.size() > 1) {
            throw ScriptRefusal.of("the class " + name() + " has " + found.size() + " methods " + name
                    + ": keep one, or make the others private");
        }
        return found.stream().findFirst();
    }

    /** The method as a handle that takes an array of its arguments and gives an object; null where it gives nothing. */
    MethodHandle spread(Method method) {
        try {
            MethodHandle handle =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflect(method);
            if (!Modifier.isStatic(method.getModifiers())) {
                handle = handle.bindTo(instance());
            }
            return handle.asFixedArity()
                    .asType(handle.type().changeReturnType(Object.class))
                    .asSpreader(Object[].class, method.getParameterCount());
        } catch (IllegalAccessException e) {
            throw ScriptRefusal.of("the method " + method.getName() + " of " + name() + " cannot be called: " + e, e);
        }
    }

    private Object instance() {
        if (instance != null) {
            return instance;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            instance = constructor.newInstance();
            return instance;
        } catch (InvocationTargetException e) {
            throw ScriptRefusal.of("the constructor of " + name() + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw ScriptRefusal.of(
                    "the class " + name() + " cannot be made: it needs a constructor without parameters, and it may be"
                            + " neither abstract nor an inner class",
                    e);
        }
    }
}
